package dev.runproof.compiler.site;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A runbook in lists of runbooks. Immutable.
 *
 * @param name the name of its page, from the root of the site: {@code disk-full}, or {@code node/disk-full}
 * @param title its title, without the word runbook before it
 * @param file its file, as findings name it
 * @param severities the severities of its alerts, worst first
 * @param owner who keeps it true
 * @param tags words by which it is found
 * @param alerts the names of its alerts
 * @param validity how much its last validation is worth
 * @param lastExercise the day on which it was exercised last
 */
public record PageEntry(
        String name,
        String title,
        String file,
        List<String> severities,
        Optional<String> owner,
        List<String> tags,
        List<String> alerts,
        Validity validity,
        Optional<LocalDate> lastExercise) {

    /** Takes the lists as they are now. */
    public PageEntry {
        severities = List.copyOf(severities);
        tags = List.copyOf(tags);
        alerts = List.copyOf(alerts);
    }
}
