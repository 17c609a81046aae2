package dev.runproof.compiler.alertmanager;

import java.util.Set;

/**
 * Which alerts are told together: those that have the same values of some labels.
 *
 * @param all whether by all labels ({@code ...}), so that each alert is alone
 * @param labels the labels
 */
public record Grouping(boolean all, Set<String> labels) {

    /** All alerts of a route together. */
    static final Grouping NONE = new Grouping(false, Set.of());

    /** Takes the labels as they are now. */
    public Grouping {
        labels = Set.copyOf(labels);
    }

    /** Whether a label is the same in all alerts of a group, and known in its messages. */
    public boolean has(String label) {
        return all || labels.contains(label);
    }
}
