package dev.runproof.compiler.finding;

import dev.runproof.compiler.source.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Something wrong at a place of a file.
 *
 * @param rule what was looked for
 * @param severity what it weighs
 * @param span where
 * @param message what is wrong, without a full stop
 * @param help what to do, without a full stop
 * @param alertSeverity the severity of the alert that it concerns, as its label says; empty if there is none
 * @param related other places that one has to see to understand it, in the order in which they are shown
 */
public record Finding(
        Rule rule,
        Severity severity,
        Span span,
        String message,
        String help,
        Optional<String> alertSeverity,
        List<Related> related)
        implements Comparable<Finding> {

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::span)
            .thenComparing(finding -> finding.rule().id())
            .thenComparing(Finding::message)
            .thenComparing(Finding::severity)
            .thenComparing(Finding::help)
            .thenComparing(finding -> finding.alertSeverity().orElse(""))
            .thenComparing(finding -> finding.related().toString());

    /** Refuses a finding that says nothing, or not what to do. */
    public Finding {
        related = List.copyOf(related);
        if (message.isBlank() || help.isBlank()) {
            throw new IllegalArgumentException(rule.id() + " says too little");
        }
    }

    /** A finding that concerns no alert. */
    public Finding(Rule rule, Severity severity, Span span, String message, String help) {
        this(rule, severity, span, message, help, Optional.empty(), List.of());
    }

    /** A finding of the rule's own severity. */
    public static Finding of(Rule rule, Span span, String message, String help) {
        return new Finding(rule, rule.severity(), span, message, help);
    }

    /** The same with another severity. */
    Finding weighing(Severity other) {
        return new Finding(rule, other, span, message, help, alertSeverity, related);
    }

    /** The same about an alert of a severity. */
    public Finding about(Optional<String> severityOfAlert) {
        return new Finding(rule, severity, span, message, help, severityOfAlert, related);
    }

    /** The same with other places. */
    public Finding with(List<Related> places) {
        return new Finding(rule, severity, span, message, help, alertSeverity, places);
    }

    /** By file, place, id and message, so that a report is the same each time. */
    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
