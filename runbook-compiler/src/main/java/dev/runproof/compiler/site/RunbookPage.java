package dev.runproof.compiler.site;

import java.util.List;
import java.util.Optional;

/**
 * The page of a runbook. Immutable.
 *
 * @param entry what lists say of it
 * @param sections its sections, what is needed first before the rest
 * @param inputs what is filled into its commands
 * @param alerts the rules of its alerts
 * @param related the runbooks that it links to, that link to it, or that share an alert with it
 * @param edit the address at which it is edited
 * @param anchors the names of all its headings
 */
public record RunbookPage(
        PageEntry entry,
        List<PageSection> sections,
        List<InputField> inputs,
        List<AlertCard> alerts,
        List<PageEntry> related,
        Optional<String> edit,
        List<String> anchors) {

    /** Takes the lists as they are now. */
    public RunbookPage {
        sections = List.copyOf(sections);
        inputs = List.copyOf(inputs);
        alerts = List.copyOf(alerts);
        related = List.copyOf(related);
        anchors = List.copyOf(anchors);
    }
}
