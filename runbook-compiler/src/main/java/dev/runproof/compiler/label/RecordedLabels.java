package dev.runproof.compiler.label;

import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.LabelMatcher;
import dev.runproof.compiler.promql.Tree;
import dev.runproof.compiler.promql.VectorSelector;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The labels of the series that recording rules make, from the expressions of the rules. Immutable.
 *
 * <p>Only names with a colon are followed. Prometheus keeps the colon for recording rules, and no client library lets a program
 * export such a name; any other name may come from an exporter as well, with labels that no rule shows. Of several rules of
 * one name any may have made a series, so that all of them are joined as by {@code or}. Of rules that read each other in a circle,
 * and of those between two circles, each takes it that the others give anything.
 *
 * <p>It is taken that one server records and reads. What is added where series go from one server to another is not in the rules:
 * {@code external_labels} by Thanos, Mimir or federation, labels of the target by the latter, and relabelling of what is written.
 * Such labels must be named, and may then be on each series. Series that a rule made before it was changed are not known either.
 */
public final class RecordedLabels {

    /** Where no rule records anything. */
    public static final RecordedLabels NONE = new RecordedLabels(Map.of());

    private final Map<String, LabelSet> byMetric;

    private RecordedLabels(Map<String, LabelSet> byMetric) {
        this.byMetric = byMetric;
    }

    /**
     * What rules make.
     *
     * @param rules all rules whose series can be read
     * @param added labels that any series may have beyond those of its rule
     */
    public static RecordedLabels of(Collection<? extends RecordingRule> rules, Set<String> added) {
        NavigableMap<String, List<RecordingRule>> byMetric = rules.stream()
                .filter(rule -> rule.metric().indexOf(':') >= 0)
                .collect(Collectors.groupingBy(RecordingRule::metric, TreeMap::new, Collectors.toList()));
        return byMetric.isEmpty() ? NONE : new Following(byMetric, added).all();
    }

    /** Whether nothing is known of any name. */
    public boolean isEmpty() {
        return byMetric.isEmpty();
    }

    /**
     * The labels of the series of a name.
     *
     * @param metric the name
     * @return what is known of them, with the name; nothing if they may come from elsewhere
     */
    Optional<LabelSet> of(String metric) {
        return Optional.ofNullable(byMetric.get(metric));
    }

    /** Follows rules to those that they read. */
    private static final class Following {

        private final NavigableMap<String, List<RecordingRule>> rules;
        private final Set<String> added;
        private final Map<String, Set<String>> reads = new HashMap<>();
        private final Map<String, Set<String>> readBy = new HashMap<>();
        private final Map<String, LabelSet> known = new HashMap<>();

        /** What is known while it becomes more. */
        private final RecordedLabels soFar = new RecordedLabels(known);

        Following(NavigableMap<String, List<RecordingRule>> rules, Set<String> added) {
            this.rules = rules;
            this.added = added;
            for (String metric : rules.keySet()) {
                Set<String> read = read(metric);
                reads.put(metric, read);
                read.forEach(other ->
                        readBy.computeIfAbsent(other, name -> new TreeSet<>()).add(metric));
            }
        }

        /** The names of other rules that the rules of a name read; by whichever matcher, since more than enough does no harm. */
        private Set<String> read(String metric) {
            return rules.getOrDefault(metric, List.of()).stream()
                    .flatMap(rule -> rule.expression().stream())
                    .flatMap(expr -> Tree.all(expr, VectorSelector.class).stream())
                    .flatMap(selector -> SelectorLabels.metrics(selector).stream())
                    .filter(rules::containsKey)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        RecordedLabels all() {
            inOrder(reads, readBy, this::infer);
            var circles = new HashSet<>(rules.keySet());
            circles.removeAll(known.keySet());
            // Who is only behind a circle is not in it.
            inOrder(within(readBy, circles), within(reads, circles), circles::remove);
            Map<String, LabelSet> inCircles = new HashMap<>();
            circles.forEach(metric -> inCircles.put(metric, labels(metric)));
            known.putAll(inCircles);
            var behind = new HashSet<>(rules.keySet());
            behind.removeAll(known.keySet());
            inOrder(within(reads, behind), within(readBy, behind), this::infer);
            return new RecordedLabels(Map.copyOf(known));
        }

        private static Map<String, Set<String>> within(Map<String, Set<String>> edges, Set<String> metrics) {
            return metrics.stream()
                    .collect(Collectors.toMap(
                            Function.identity(),
                            metric -> edges.getOrDefault(metric, Set.of()).stream()
                                    .filter(metrics::contains)
                                    .collect(Collectors.toSet())));
        }

        /** Goes through names so that each comes behind those for which it waits; those that wait for each other do not come. */
        private static void inOrder(
                Map<String, Set<String>> waitsFor, Map<String, Set<String>> awaitedBy, Consumer<String> visit) {
            Map<String, Integer> missing = new HashMap<>();
            Deque<String> ready = new ArrayDeque<>();
            waitsFor.forEach((metric, others) -> {
                missing.put(metric, others.size());
                if (others.isEmpty()) {
                    ready.add(metric);
                }
            });
            while (!ready.isEmpty()) {
                String metric = ready.remove();
                visit.accept(metric);
                for (String waiting : awaitedBy.getOrDefault(metric, Set.of())) {
                    if (missing.merge(waiting, -1, Integer::sum) == 0) {
                        ready.add(waiting);
                    }
                }
            }
        }

        private void infer(String metric) {
            known.put(metric, labels(metric));
        }

        private LabelSet labels(String metric) {
            return rules.getOrDefault(metric, List.of()).stream()
                    .map(this::ofRule)
                    .reduce(LabelSet::or)
                    .orElseGet(LabelSet::open);
        }

        private LabelSet ofRule(RecordingRule rule) {
            Optional<Expr> expr = rule.expression();
            if (expr.isEmpty()) {
                return LabelSet.open();
            }
            var set = new TreeMap<String, Presence>();
            rule.labelsSet()
                    .forEach((label, value) -> set.put(
                            label,
                            Texts.of(value)
                                    .presence(List.of(Cause.ofRule(
                                            "the rule sets the label to the empty text, which is to remove it")))));
            set.put(LabelMatcher.METRIC_NAME, Texts.of(rule.metric()).presence(List.of()));
            return LabelInference.of(expr.get(), soFar)
                    .with(set)
                    .perhapsWith(added)
                    .because(cause -> cause.recordedBy(rule));
        }
    }
}
