package dev.runproof.compiler.label;

import dev.runproof.compiler.promql.LabelMatcher;
import dev.runproof.compiler.promql.MatchOperator;
import dev.runproof.compiler.promql.VectorSelector;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The labels of the series that a selector finds, and of those that {@code absent} gives where it finds none. */
final class SelectorLabels {

    private SelectorLabels() {}

    /**
     * Those of the series that a selector finds.
     *
     * @param selector the selector
     * @param recorded what is known of series by their names
     */
    static LabelSet of(VectorSelector selector, RecordedLabels recorded) {
        LabelSet asked = asked(selector);
        return recorded.isEmpty()
                ? asked
                : known(selector, recorded).map(known -> known.and(asked)).orElse(asked);
    }

    /** What is known of the series of all names that it may find; nothing if that may be any, or one of them is not known. */
    private static Optional<LabelSet> known(VectorSelector selector, RecordedLabels recorded) {
        return metrics(selector).stream()
                .map(recorded::of)
                .reduce((one, other) -> one.flatMap(first -> other.map(first::or)))
                .flatMap(labels -> labels)
                .map(labels -> labels.because(cause -> cause.at(selector.range())));
    }

    /** The names of the series that it may find; none if that may be any. */
    static Collection<String> metrics(VectorSelector selector) {
        if (selector.name().isPresent()) {
            return List.of(selector.name().get());
        }
        return asked(selector).presence(LabelMatcher.METRIC_NAME) instanceof Presence.Certain certain
                ? certain.values().map(List::copyOf).orElse(List.of())
                : List.of();
    }

    /** What a selector asks for. */
    private static LabelSet asked(VectorSelector selector) {
        var named = new TreeMap<String, Presence>();
        selector.name()
                .ifPresent(name ->
                        named.put(LabelMatcher.METRIC_NAME, Texts.of(name).presence(List.of())));
        selector.matchers().stream()
                .collect(Collectors.groupingBy(LabelMatcher::name))
                .forEach((label, matchers) -> named.merge(label, asked(matchers), Texts::both));
        return LabelSet.of(named, LabelSet.open().others());
    }

    /** What all matchers of one label leave. */
    private static Presence asked(List<LabelMatcher> matchers) {
        Texts left = Texts.ANY;
        for (LabelMatcher matcher : matchers) {
            // Two that contradict each other find no series, and then anything is right.
            left = left.and(accepted(matcher)).orElse(left);
        }
        for (LabelMatcher matcher : matchers) {
            left = left.without(refused(matcher)).orElse(left);
        }
        return left.presence(matchers.stream()
                .map(matcher -> Cause.of(matcher.range(), "the selector finds only series without it"))
                .toList());
    }

    private static Texts accepted(LabelMatcher matcher) {
        return switch (matcher.operator()) {
            case EQUAL -> Texts.of(matcher.value());
            case MATCHES -> Regex.of(matcher.value()).map(Regex::texts).orElse(Texts.ANY);
            case NOT_MATCHES ->
                Regex.of(matcher.value()).filter(Regex::everyWord).isPresent() ? Texts.EMPTY : Texts.ANY;
            case NOT_EQUAL -> Texts.ANY;
        };
    }

    /** Of texts that are not listed, only whether the empty one is refused. */
    private static Texts refused(LabelMatcher matcher) {
        Optional<Texts> refused = switch (matcher.operator()) {
            case NOT_EQUAL -> Optional.of(Texts.of(matcher.value()));
            case NOT_MATCHES -> Regex.of(matcher.value()).map(Regex::texts);
            case EQUAL, MATCHES -> Optional.empty();
        };
        return refused.orElse(Texts.NONE);
    }

    /**
     * What {@code absent} makes of the matchers. It goes through them in an order that is not always that in which they are
     * written: one with {@code =} sets its label, and another one of the same label takes it away again.
     */
    static LabelSet ofAbsent(VectorSelector selector, Cause cause) {
        var named = new TreeMap<String, Presence>();
        selector.matchers().stream()
                .collect(Collectors.groupingBy(LabelMatcher::name))
                .forEach((label, matchers) -> named.put(label, set(matchers).presence(List.of(cause))));
        named.remove(LabelMatcher.METRIC_NAME);
        return LabelSet.of(named, LabelSet.none(cause).others()).perhapsWithout(LabelSet.METADATA);
    }

    private static Texts set(List<LabelMatcher> matchers) {
        List<LabelMatcher> equal = matchers.stream()
                .filter(matcher -> matcher.operator() == MatchOperator.EQUAL)
                .toList();
        if (equal.size() != 1) {
            return Texts.EMPTY;
        }
        Texts value = Texts.of(equal.get(0).value());
        return matchers.size() == 1 ? value : value.orEmpty();
    }
}
