package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.model.Located;
import java.util.List;

/**
 * What an integration sends, as far as links are concerned. Immutable.
 *
 * @param each whether it has the link of each alert, or of the first one, in it
 * @param common whether it has the link in it that the alerts of a group have in common
 * @param commonLinks the names of the annotations that it takes from what is common, and where
 * @param groupLabels the group labels that it shows without asking whether they are there
 * @param broken whether something is wrong with its templates, so that the rest is not known
 */
public record Message(
        Certainty each,
        Certainty common,
        List<Located<String>> commonLinks,
        List<GroupLabelUse> groupLabels,
        boolean broken) {

    /** Takes the lists as they are now. */
    public Message {
        commonLinks = List.copyOf(commonLinks);
        groupLabels = List.copyOf(groupLabels);
    }

    /** That of an integration which sends everything that it knows of each alert. */
    static Message ofEverything() {
        return new Message(Certainty.YES, Certainty.NO, List.of(), List.of(), false);
    }

    /** That of an integration of which it is not known what it sends. */
    static Message unknown() {
        return new Message(Certainty.UNKNOWN, Certainty.NO, List.of(), List.of(), false);
    }

    /** Whether a link is in it, be it one in common. */
    public Certainty link() {
        return each.or(common);
    }
}
