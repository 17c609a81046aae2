package dev.runproof.compiler.finding;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the findings of one rule weigh in a project. Immutable.
 *
 * @param byAlert their level, by the severity of the alert that they concern
 * @param otherwise that of all others; empty for the rule's own
 */
public record Weight(SortedMap<String, Level> byAlert, Optional<Level> otherwise) {

    /** What the rule says. */
    static final Weight UNCHANGED = new Weight(new TreeMap<>(), Optional.empty());

    /** Takes the levels as they are now. */
    public Weight {
        byAlert = Collections.unmodifiableSortedMap(new TreeMap<>(byAlert));
    }

    /** The same for all findings of a rule. */
    public static Weight of(Level level) {
        return new Weight(new TreeMap<>(), Optional.of(level));
    }

    /** The severity that a finding gets; empty if it is not shown. */
    Optional<Severity> severityOf(Finding finding) {
        Optional<Level> level = finding.alertSeverity()
                .flatMap(severity -> Optional.ofNullable(byAlert.get(severity)))
                .or(() -> otherwise);
        return level.isPresent() ? level.get().severity() : Optional.of(finding.severity());
    }
}
