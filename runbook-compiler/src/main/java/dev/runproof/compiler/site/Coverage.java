package dev.runproof.compiler.site;

import java.time.LocalDate;
import java.util.List;

/**
 * What has a runbook and what has not. Immutable.
 *
 * @param looked what was looked at, in a sentence
 * @param withoutRunbook alerts that lead to no runbook
 * @param unverifiable alerts of which nobody knows before they fire where they lead
 * @param elsewhere alerts that lead to other sites
 * @param withoutAlert runbooks to which no alert leads
 * @param suppressions what somebody answers for that it is not mended yet
 */
public record Coverage(
        String looked,
        List<Gap> withoutRunbook,
        List<Gap> unverifiable,
        List<Gap> elsewhere,
        List<PageEntry> withoutAlert,
        List<Suppressed> suppressions) {

    /** Takes the lists as they are now. */
    public Coverage {
        withoutRunbook = List.copyOf(withoutRunbook);
        unverifiable = List.copyOf(unverifiable);
        elsewhere = List.copyOf(elsewhere);
        withoutAlert = List.copyOf(withoutAlert);
        suppressions = List.copyOf(suppressions);
    }

    /**
     * An alert.
     *
     * @param alert its name
     * @param place where its rule stands
     * @param why what is the matter with its link
     */
    public record Gap(String alert, String place, String why) {}

    /**
     * A suppression.
     *
     * @param rule the id of what is found
     * @param place where it is written
     * @param owner who answers for it
     * @param reason why
     * @param until the last day on which it holds
     * @param over whether that day has passed
     */
    public record Suppressed(String rule, String place, String owner, String reason, LocalDate until, boolean over) {}
}
