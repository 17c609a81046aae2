package dev.runproof.compiler.resolve;

import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.source.SourceFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the link of an alert. Immutable.
 *
 * @param destinations where it leads, with the values that labels can have; each place once, and of those that are no pages
 *     only the first few; empty if its address is not known
 * @param moreBroken how many other values lead to no page
 * @param resolution where it leads in short: what is wrong, if anything is
 * @param doubts what is not known about it for certain
 * @param inOrder the same link with its query before its fragment, where they stand the other way round
 */
public record ReadLink(
        List<Destination> destinations,
        int moreBroken,
        Resolution resolution,
        List<Resolution.Unverifiable> doubts,
        Optional<String> inOrder) {

    /**
     * One place where a link leads.
     *
     * @param given the values of labels for which it does, such as {@code cluster is eu-1}; empty if it always does
     * @param resolution the place
     * @param fragment the name of a heading there, decoded; nothing if there is none or it is not known
     */
    public record Destination(String given, Resolution resolution, Optional<String> fragment) {}

    /** Takes the lists as they are now. */
    public ReadLink {
        destinations = List.copyOf(destinations);
        doubts = List.copyOf(doubts);
    }

    /** The runbooks to which it can lead, each once. */
    public List<Runbook> pages() {
        Map<SourceFile, Runbook> pages = new LinkedHashMap<>();
        for (Destination destination : destinations) {
            if (destination.resolution() instanceof Resolution.Page page) {
                pages.putIfAbsent(page.runbook().file(), page.runbook());
            }
        }
        return List.copyOf(pages.values());
    }
}
