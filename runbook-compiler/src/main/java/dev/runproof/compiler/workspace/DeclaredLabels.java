package dev.runproof.compiler.workspace;

import java.util.Set;

/**
 * What {@code runbook.yaml} says of labels that no rule shows. Immutable.
 *
 * @param added labels of alerts and fields of Falco's events that are added behind the rule, so that they come with each
 * @param subject labels that are about what an alert is about, also where they usually are about the exporter
 */
public record DeclaredLabels(Set<String> added, Set<String> subject) {

    /** Where nothing is said. */
    public static final DeclaredLabels NONE = new DeclaredLabels(Set.of(), Set.of());

    /** Takes the sets as they are now. */
    public DeclaredLabels {
        added = Set.copyOf(added);
        subject = Set.copyOf(subject);
    }
}
