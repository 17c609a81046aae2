package dev.runproof.compiler.finding;

import dev.runproof.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects findings while something is read. Readers take one and return what they could read: a mistake is a finding and
 * never an exception. Not thread-safe.
 */
public final class Findings {

    private final List<Finding> list = new ArrayList<>();

    /** Adds a finding of the rule's own severity. */
    public void add(Rule rule, Span span, String message, String help) {
        list.add(Finding.of(rule, span, message, help));
    }

    /** Adds a finding of the rule's own severity that concerns an alert of a severity. */
    public void add(Rule rule, Optional<String> alertSeverity, Span span, String message, String help) {
        list.add(Finding.of(rule, span, message, help).about(alertSeverity));
    }

    /** Adds a finding. */
    public void add(Finding finding) {
        list.add(finding);
    }

    /** Adds what another one collected. */
    public void addAll(Findings others) {
        list.addAll(others.list);
    }

    /** How many there are so far; to see whether a step added any. */
    public int size() {
        return list.size();
    }

    /** Whether one of them says that something was not read. */
    public boolean tellOfUnread() {
        return list.stream().anyMatch(finding -> finding.rule().fixed());
    }

    /** Those alone that say that something was not read. */
    public Findings ofUnread() {
        var unread = new Findings();
        list.stream().filter(finding -> finding.rule().fixed()).forEach(unread::add);
        return unread;
    }

    /** All, by place, without repetitions. */
    public List<Finding> sorted() {
        return list.stream().sorted().distinct().toList();
    }
}
