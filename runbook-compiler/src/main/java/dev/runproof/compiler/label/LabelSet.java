package dev.runproof.compiler.label;

import dev.runproof.compiler.label.Presence.Certain;
import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.label.Presence.Possible;
import dev.runproof.compiler.promql.Label;
import dev.runproof.compiler.promql.LabelMatcher;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What is known of the labels of series. Immutable.
 *
 * <p>It is never wrong about a label that comes or does not come, and may know less than could be known. If no series comes at
 * all, anything is right.
 *
 * @param named what is known of single labels, by their names
 * @param others what holds of each label that is not named: {@link Possible} with any value, or {@link Never}
 */
public record LabelSet(SortedMap<String, Presence> named, Presence others) {

    static final Presence ANYTHING = new Possible(Optional.empty());

    /** Labels that tell of the metric, as its name does; only newer servers take them away with it. */
    static final List<String> METADATA = List.of("__type__", "__unit__");

    /** More than anybody names; beyond it nothing is known, so that a hostile expression costs little. */
    private static final int MOST_LABELS = 500;

    /** Takes the map as it is now. */
    public LabelSet {
        named = Collections.unmodifiableSortedMap(new TreeMap<>(named));
    }

    /**
     * What is known of a label.
     *
     * @param label its name; {@code __name__} is the name of the metric
     */
    public Presence presence(String label) {
        return named.getOrDefault(label, others);
    }

    static LabelSet of(SortedMap<String, Presence> named, Presence others) {
        return named.size() > MOST_LABELS ? open() : new LabelSet(named, others);
    }

    /** Any labels. */
    static LabelSet open() {
        return new LabelSet(Collections.emptySortedMap(), ANYTHING);
    }

    /** No labels. */
    static LabelSet none(Cause cause) {
        return new LabelSet(Collections.emptySortedMap(), new Never(List.of(cause)));
    }

    /**
     * What is known of a label that the expression reads. Servers that take the name of the metric away only at the end, with
     * {@code --enable-feature=promql-delayed-name-removal}, still see it.
     */
    Texts read(String label) {
        if (label.isEmpty()) {
            return Texts.EMPTY;
        }
        Presence presence = presence(label);
        return label.equals(LabelMatcher.METRIC_NAME) && presence instanceof Never ? Texts.ANY : Texts.of(presence);
    }

    LabelSet with(String label, Presence presence) {
        return with(Map.of(label, presence));
    }

    LabelSet with(Map<String, Presence> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        var changed = new TreeMap<>(named);
        changed.putAll(changes);
        return of(changed, others);
    }

    /** With labels that may be taken away, and may not. */
    LabelSet perhapsWithout(Collection<String> labels) {
        var changes = new TreeMap<String, Presence>();
        for (String label : labels) {
            if (presence(label) instanceof Certain certain) {
                changes.put(label, new Possible(certain.values()));
            }
        }
        return with(changes);
    }

    /** With labels that may be added where they are missing, with any values. */
    LabelSet perhapsWith(Collection<String> labels) {
        return with(labels.stream()
                .filter(label -> !(presence(label) instanceof Certain))
                .collect(Collectors.toMap(label -> label, label -> ANYTHING)));
    }

    /** With other causes of what never comes. */
    LabelSet because(UnaryOperator<Cause> change) {
        var changed = new TreeMap<String, Presence>();
        named.forEach((label, presence) -> changed.put(label, because(presence, change)));
        return new LabelSet(changed, because(others, change));
    }

    private static Presence because(Presence presence, UnaryOperator<Cause> change) {
        return presence instanceof Never never
                ? new Never(never.causes().stream().map(change).distinct().toList())
                : presence;
    }

    LabelSet without(String label, Cause cause) {
        return presence(label) instanceof Never ? this : with(label, new Never(List.of(cause)));
    }

    /** Without labels that a clause names. */
    LabelSet without(List<Label> labels, String reason) {
        var changes = new TreeMap<String, Presence>();
        for (Label label : labels) {
            if (!(presence(label.name()) instanceof Never)) {
                changes.put(label.name(), new Never(List.of(Cause.of(label.range(), reason))));
            }
        }
        return with(changes);
    }

    /** Without the name of the metric. */
    LabelSet withoutName(Cause cause) {
        return without(LabelMatcher.METRIC_NAME, cause).perhapsWithout(METADATA);
    }

    /** With the name of the metric as a construct sees it that does not care whether it was to be taken away. */
    LabelSet withNameAsRead() {
        return presence(LabelMatcher.METRIC_NAME) instanceof Never
                ? with(LabelMatcher.METRIC_NAME, read(LabelMatcher.METRIC_NAME).presence(List.of()))
                : this;
    }

    /** With these labels and no others. */
    LabelSet only(Collection<String> labels, Cause cause) {
        LabelSet before = withNameAsRead();
        var never = new Never(List.of(cause));
        var kept = new TreeMap<String, Presence>();
        labels.forEach(label -> kept.put(label, before.presence(label)));
        // What was never there is not missing because of this.
        named.forEach((label, presence) -> kept.putIfAbsent(label, presence instanceof Never ? presence : never));
        return of(kept, others instanceof Never ? others : never);
    }

    /** What holds of a series that is of one kind or of another. */
    LabelSet or(LabelSet other) {
        return joined(other, Texts::either);
    }

    /** What holds of a series that is of one kind and of another. */
    LabelSet and(LabelSet other) {
        return joined(other, Texts::both);
    }

    private LabelSet joined(LabelSet other, BinaryOperator<Presence> join) {
        var labels = new TreeSet<>(named.keySet());
        labels.addAll(other.named.keySet());
        var joined = new TreeMap<String, Presence>();
        for (String label : labels) {
            joined.put(label, join.apply(presence(label), other.presence(label)));
        }
        return of(joined, join.apply(others, other.others));
    }
}
