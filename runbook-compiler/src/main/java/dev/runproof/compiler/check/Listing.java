package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.source.SourceFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What alerts there are and to which runbooks they link, held against what runbooks list.
 *
 * @param names the names of all alerts
 * @param linking by the file of a runbook: the names of the alerts that link to it
 * @param severities the severities of alerts, by their names
 * @param renamed by the file of a runbook, and the name of an alert that it lists and that is gone: its new name
 */
record Listing(
        Set<String> names,
        Map<SourceFile, Set<String>> linking,
        Map<String, Set<String>> severities,
        Map<SourceFile, Map<String, String>> renamed) {

    /** No page is for so many alerts; to compare each with each would take too long. */
    private static final int MOST_COMPARED = 100;

    static Listing of(List<AlertLink> links, List<Runbook> runbooks) {
        Set<String> names = new TreeSet<>();
        Map<SourceFile, Set<String>> linking = new HashMap<>();
        Map<String, Set<String>> severities = new HashMap<>();
        for (AlertLink link : links) {
            String name = link.alert().name().value();
            names.add(name);
            AlertSeverity.of(link.alert())
                    .ifPresent(severity -> severities
                            .computeIfAbsent(name, key -> new TreeSet<>())
                            .add(severity));
            for (Runbook page : link.pages()) {
                linking.computeIfAbsent(page.file(), file -> new TreeSet<>()).add(name);
            }
        }
        Map<SourceFile, Map<String, String>> renamed = new HashMap<>();
        for (Runbook runbook : runbooks) {
            Set<String> linked = linking.getOrDefault(runbook.file(), Set.of());
            renamed.put(runbook.file(), renamed(runbook.frontMatter().alerts(), linked, names));
        }
        return new Listing(names, linking, severities, renamed);
    }

    /**
     * An alert that is gone has got the name of the only alert that links to the runbook without being listed, or of the one
     * among several that has nearly the same.
     */
    private static Map<String, String> renamed(List<Located<String>> listed, Set<String> linked, Set<String> names) {
        Set<String> unlisted = new TreeSet<>(linked);
        listed.forEach(alert -> unlisted.remove(alert.value()));
        Map<String, String> renamed = new HashMap<>();
        if (listed.size() <= MOST_COMPARED && unlisted.size() <= MOST_COMPARED) {
            for (Located<String> gone : listed) {
                if (!names.contains(gone.value())) {
                    nearest(gone.value(), unlisted).ifPresent(name -> renamed.put(gone.value(), name));
                }
            }
        }
        return renamed;
    }

    private static Optional<String> nearest(String gone, Collection<String> unlisted) {
        return unlisted.size() == 1 ? unlisted.stream().findFirst() : Suggestion.nearest(gone, unlisted);
    }

    /** The names of the alerts that a runbook lists or that link to it, also of those that no rule file has. */
    Set<String> alertsOf(Runbook runbook) {
        Set<String> alerts = new TreeSet<>(linking.getOrDefault(runbook.file(), Set.of()));
        runbook.frontMatter().alerts().forEach(alert -> alerts.add(alert.value()));
        return alerts;
    }

    /** The severities of the alerts that a runbook lists or that link to it. */
    Set<String> severitiesOf(Runbook runbook) {
        Set<String> all = new TreeSet<>();
        alertsOf(runbook).forEach(name -> all.addAll(severities.getOrDefault(name, Set.of())));
        return all;
    }

    /** Whether an alert links to a runbook. */
    boolean isLinked(Runbook runbook) {
        return linking.containsKey(runbook.file());
    }

    /** The new name of an alert that a runbook lists and that is gone. */
    Optional<String> newName(Runbook runbook, String gone) {
        return Optional.ofNullable(
                renamed.getOrDefault(runbook.file(), Map.of()).get(gone));
    }

    /** Whether a runbook lists an alert by a name that it no longer has. */
    boolean listsByOldName(Runbook runbook, String name) {
        return renamed.getOrDefault(runbook.file(), Map.of()).containsValue(name);
    }

    /** The alert that is probably meant by a name that none has. */
    Optional<String> nearName(Runbook runbook, String unknown) {
        return runbook.frontMatter().alerts().size() <= MOST_COMPARED
                ? Suggestion.nearest(unknown, names)
                : Optional.empty();
    }
}
