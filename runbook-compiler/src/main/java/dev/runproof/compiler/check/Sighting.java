package dev.runproof.compiler.check;

import dev.runproof.compiler.label.RecordingRule;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.promql.BinaryExpr;
import dev.runproof.compiler.promql.BinaryOperator;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.Label;
import dev.runproof.compiler.promql.LabelMatcher;
import dev.runproof.compiler.promql.MatchOperator;
import dev.runproof.compiler.promql.Tree;
import dev.runproof.compiler.promql.ValueType;
import dev.runproof.compiler.promql.VectorMatching;
import dev.runproof.compiler.promql.VectorSelector;
import dev.runproof.compiler.query.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a source has seen when it tells of something: one part for each side of an {@code and}, all of which hold at once. A part
 * lists the metrics that it reads, through recording rules, and of Falco's metrics the rules whose events they count: an alert
 * over them is another path of the same events. Immutable.
 *
 * @param parts at least one
 */
record Sighting(List<Part> parts) {

    private static final String FALCO = "falco";
    private static final String ANY = "*";

    /** So many recording rules that read each other nobody writes by hand. */
    private static final int MOST_FOLLOWED = 500;

    /** Labels by which metrics of Falco and its companions name the rule. */
    private static final Set<String> RULE_LABELS = Set.of("rule", "rule_name");

    /** They tell of what scrapes, and are in many expressions. */
    private static final Set<String> OF_SCRAPING = Set.of("up", "process_start_time_seconds");

    private static final Pattern PLAIN_WORDS = Pattern.compile("[^.*+?()\\[\\]{}\\\\^$]+");

    /**
     * What is seen by something that is no conjunction.
     *
     * @param seen such as {@code metric:auth_failures_total} and {@code falco:Terminal shell in container}; empty if it is not
     *     known
     */
    record Part(Set<String> seen) {

        /** Takes the set as it is now. */
        Part {
            seen = Set.copyOf(seen);
        }

        /** Whether both may tell of the same events. What is not known may. */
        boolean overlaps(Part other) {
            return seen.isEmpty()
                    || other.seen.isEmpty()
                    || seen.stream().anyMatch(other.seen::contains)
                    || (seen.contains(falco(ANY)) && other.seen.stream().anyMatch(Sighting::isOfFalco))
                    || (other.seen.contains(falco(ANY)) && seen.stream().anyMatch(Sighting::isOfFalco));
        }
    }

    /** Takes the list as it is now. */
    Sighting {
        parts = List.copyOf(parts);
    }

    private static String falco(String rule) {
        return FALCO + ":" + rule;
    }

    private static boolean isOfFalco(String seen) {
        return seen.startsWith(FALCO + ":");
    }

    /** An event of a rule of Falco. */
    static Sighting ofFalco(String rule) {
        return new Sighting(List.of(new Part(Set.of(falco(rule)))));
    }

    /**
     * What an alert has seen.
     *
     * @param alert the alert, of Prometheus
     * @param joined the labels by which both sides of an {@code and} have to agree to be about the same thing
     * @param recordings the recording rules, by the metrics that they make
     */
    static Sighting ofAlert(Alert alert, Set<String> joined, Map<String, List<RecordingRule>> recordings) {
        if (!(alert.query() instanceof Query.Read query)) {
            return new Sighting(List.of(new Part(Set.of())));
        }
        var reading = new Reading(joined, recordings);
        reading.split(query.expr());
        return new Sighting(reading.parts);
    }

    /** Whether both together are evidence from two detectors: two of their parts tell of different events. */
    boolean corroborates(Sighting other) {
        var all = new ArrayList<>(parts);
        all.addAll(other.parts);
        for (int i = 0; i < all.size(); i++) {
            Part one = all.get(i);
            if (all.subList(i + 1, all.size()).stream().anyMatch(two -> !one.overlaps(two))) {
                return true;
            }
        }
        return false;
    }

    /** Goes through an expression. Used once. */
    private static final class Reading {

        private final Set<String> joined;
        private final Map<String, List<RecordingRule>> recordings;
        private final Set<String> followed = new HashSet<>();
        private final List<Part> parts = new ArrayList<>();

        Reading(Set<String> joined, Map<String, List<RecordingRule>> recordings) {
            this.joined = joined;
            this.recordings = recordings;
        }

        private void split(Expr written) {
            Expr expr = Tree.withoutParentheses(written);
            if (expr instanceof BinaryExpr binary
                    && binary.operator() == BinaryOperator.AND
                    && binary.matching().filter(this::aboutTheSame).isPresent()) {
                split(binary.left());
                split(binary.right());
            } else if (expr instanceof BinaryExpr binary
                    && !binary.bool()
                    && threshold(binary).isPresent()) {
                split(threshold(binary).get());
                return;
            }
            Optional<Expr> recorded = expr instanceof VectorSelector selector ? only(selector) : Optional.empty();
            if (recorded.isPresent()) {
                split(recorded.get());
            } else {
                var seen = new TreeSet<String>();
                boolean known = collect(expr, Optional.empty(), seen, new HashSet<>());
                parts.add(new Part(known ? seen : Set.of()));
            }
        }

        private boolean aboutTheSame(VectorMatching matching) {
            Set<String> labels = new HashSet<>();
            matching.labels().stream().map(Label::name).forEach(labels::add);
            return matching.on() ? labels.containsAll(joined) : joined.stream().noneMatch(labels::contains);
        }

        /** The side of a comparison that is not a number. */
        private static Optional<Expr> threshold(BinaryExpr binary) {
            boolean comparison = switch (binary.operator()) {
                case EQUAL, NOT_EQUAL, GREATER, LESS, GREATER_OR_EQUAL, LESS_OR_EQUAL -> true;
                default -> false;
            };
            if (!comparison || binary.left().type() == binary.right().type()) {
                return Optional.empty();
            }
            return Optional.of(binary.left().type() == ValueType.SCALAR ? binary.right() : binary.left());
        }

        /** The expression of the one rule that records what a selector reads, the first time that it is asked for. */
        private Optional<Expr> only(VectorSelector selector) {
            return selector.name()
                    .filter(name -> selector.matchers().isEmpty()
                            && recordings.getOrDefault(name, List.of()).size() == 1
                            && followed.size() < MOST_FOLLOWED
                            && followed.add(name))
                    .flatMap(name ->
                            recordings.getOrDefault(name, List.of()).get(0).expression());
        }

        /** Collects what is read; false if not all of it is known. */
        private boolean collect(Expr expr, Optional<Set<String>> rules, Set<String> seen, Set<String> visited) {
            boolean known = true;
            for (VectorSelector selector : Tree.all(expr, VectorSelector.class)) {
                known &= collect(selector, rules, seen, visited);
            }
            return known;
        }

        private boolean collect(
                VectorSelector selector, Optional<Set<String>> inherited, Set<String> seen, Set<String> visited) {
            String metric = selector.name().orElse("");
            if (metric.isEmpty() || metric.equals("ALERTS") || visited.size() > MOST_FOLLOWED) {
                return false;
            }
            Optional<Set<String>> rules = inherited.or(() -> rules(selector));
            List<RecordingRule> recorded = recordings.getOrDefault(metric, List.of());
            if (!recorded.isEmpty()) {
                boolean known = true;
                if (visited.add(metric + rules)) {
                    for (RecordingRule rule : recorded) {
                        known &= rule.expression()
                                .map(expr -> collect(expr, rules, seen, visited))
                                .orElse(false);
                    }
                }
                return known;
            }
            if (metric.indexOf(':') >= 0) {
                return false;
            }
            if (metric.startsWith(FALCO)) {
                rules.orElse(Set.of(ANY)).forEach(rule -> seen.add(falco(rule)));
            } else if (!OF_SCRAPING.contains(metric)) {
                seen.add("metric:" + metric);
            }
            return true;
        }

        /** The rules of Falco that a selector asks for; empty if it asks for none in particular. */
        private static Optional<Set<String>> rules(VectorSelector selector) {
            return selector.matchers().stream()
                    .filter(matcher -> RULE_LABELS.contains(matcher.name()))
                    .flatMap(matcher -> words(matcher).stream())
                    .findFirst();
        }

        private static Optional<Set<String>> words(LabelMatcher matcher) {
            if (matcher.operator() == MatchOperator.EQUAL) {
                return Optional.of(Set.of(matcher.value()));
            }
            return matcher.operator() == MatchOperator.MATCHES
                            && PLAIN_WORDS.matcher(matcher.value()).matches()
                    ? Optional.of(new TreeSet<>(Arrays.asList(matcher.value().split("\\|", -1))))
                    : Optional.empty();
        }
    }
}
