package dev.runproof.compiler.label;

import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.promql.Call;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.LabelMatcher;
import dev.runproof.compiler.promql.MatrixSelector;
import dev.runproof.compiler.promql.ParenExpr;
import dev.runproof.compiler.promql.StringLiteral;
import dev.runproof.compiler.promql.ValueType;
import dev.runproof.compiler.promql.VectorSelector;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The labels that functions give, from those of their argument. */
final class FunctionLabels {

    private static final String BUCKET = "le";

    private final Call call;

    FunctionLabels(Call call) {
        this.call = call;
    }

    /** What a function does with the labels of the series that it gets. */
    enum Kind {
        /** Gives one number, or one series without labels. */
        NO_LABELS,
        /** Gives the same series. */
        SAME,
        /** Gives series with the same labels, without the name of the metric. */
        WITHOUT_NAME,
        /** Gives one series with labels from the selector. */
        ABSENT,
        /** Takes buckets together. */
        BUCKETS,
        /** The same, with the share in a label. */
        BUCKETS_WITH_SHARE,
        /** Adds labels of other series. */
        INFO,
        /** Sets a label. */
        REPLACE,
        /** Sets a label. */
        JOIN;

        private static final Set<String> KEEP_ALL =
                Set.of("first_over_time", "last_over_time", "sort", "sort_by_label", "sort_by_label_desc", "sort_desc");

        private static final Set<String> DROP_NAME = Set.of(
                "abs",
                "acos",
                "acosh",
                "asin",
                "asinh",
                "atan",
                "atanh",
                "avg_over_time",
                "ceil",
                "changes",
                "clamp",
                "clamp_max",
                "clamp_min",
                "cos",
                "cosh",
                "count_over_time",
                "day_of_month",
                "day_of_week",
                "day_of_year",
                "days_in_month",
                "deg",
                "delta",
                "deriv",
                "double_exponential_smoothing",
                "exp",
                "floor",
                "histogram_avg",
                "histogram_count",
                "histogram_stddev",
                "histogram_stdvar",
                "histogram_sum",
                "holt_winters",
                "hour",
                "idelta",
                "increase",
                "integral",
                "irate",
                "ln",
                "log10",
                "log2",
                "mad_over_time",
                "max_over_time",
                "min_over_time",
                "minute",
                "month",
                "predict_linear",
                "present_over_time",
                "quantile_over_time",
                "rad",
                "rate",
                "resets",
                "round",
                "sgn",
                "sin",
                "sinh",
                "sqrt",
                "start_timestamp",
                "stddev_over_time",
                "stdvar_over_time",
                "sum_over_time",
                "tan",
                "tanh",
                "timestamp",
                "ts_of_first_over_time",
                "ts_of_last_over_time",
                "ts_of_max_over_time",
                "ts_of_min_over_time",
                "year");

        /** The kind of a function; nothing for one that is not known here, which may do anything. */
        static Optional<Kind> of(dev.runproof.compiler.promql.Function function) {
            if (function.returns() != ValueType.VECTOR) {
                return Optional.of(NO_LABELS);
            }
            String name = function.name();
            return switch (name) {
                case "vector" -> Optional.of(NO_LABELS);
                case "absent", "absent_over_time" -> Optional.of(ABSENT);
                case "histogram_fraction", "histogram_quantile" -> Optional.of(BUCKETS);
                case "histogram_quantiles" -> Optional.of(BUCKETS_WITH_SHARE);
                case "info" -> Optional.of(INFO);
                case "label_replace" -> Optional.of(REPLACE);
                case "label_join" -> Optional.of(JOIN);
                default ->
                    KEEP_ALL.contains(name)
                            ? Optional.of(SAME)
                            : Optional.of(WITHOUT_NAME).filter(kind -> DROP_NAME.contains(name));
            };
        }
    }

    /**
     * The labels that the call gives.
     *
     * @param inference what infers the labels of its argument
     */
    LabelSet infer(java.util.function.Function<Expr, LabelSet> inference) {
        Optional<Kind> kind = Kind.of(call.function());
        Optional<Expr> series = call.arguments().stream()
                .filter(argument -> argument.type() == ValueType.VECTOR || argument.type() == ValueType.MATRIX)
                .findFirst();
        if (kind.isEmpty()) {
            return LabelSet.open();
        }
        if (kind.get() == Kind.NO_LABELS) {
            return LabelSet.none(cause(
                    call.type() == ValueType.VECTOR
                            ? "%s gives one series without labels"
                            : "%s gives a number, which has no labels"));
        }
        if (series.isEmpty()) {
            return LabelSet.none(cause("%s without an argument gives one series without labels"));
        }
        return kind.get() == Kind.ABSENT ? absent(series.get()) : changed(kind.get(), inference.apply(series.get()));
    }

    private LabelSet changed(Kind kind, LabelSet labels) {
        return switch (kind) {
            case SAME -> labels;
            case WITHOUT_NAME -> withoutName(labels);
            case BUCKETS -> buckets(labels);
            case BUCKETS_WITH_SHARE ->
                label(1, buckets(labels), label -> Texts.SOME).perhapsWithout(List.of(LabelMatcher.METRIC_NAME));
            case INFO -> info(labels);
            case REPLACE -> replace(labels);
            case JOIN -> join(labels);
            case NO_LABELS, ABSENT -> throw new IllegalArgumentException(kind + " has no labels of its argument");
        };
    }

    private Cause cause(String reason) {
        return Cause.of(call.name(), reason.formatted(call.function().name()));
    }

    private LabelSet withoutName(LabelSet labels) {
        return labels.withoutName(cause("%s drops the name of the metric"));
    }

    private LabelSet absent(Expr argument) {
        Cause cause = cause("%s gives only those labels that the selector in it compares with = and a value");
        if (argument instanceof VectorSelector selector) {
            return SelectorLabels.ofAbsent(selector, cause);
        }
        if (argument instanceof MatrixSelector matrix) {
            return SelectorLabels.ofAbsent(matrix.selector(), cause);
        }
        if (argument instanceof ParenExpr paren) {
            // Servers differ in whether they look into parentheses.
            LabelSet inside = absent(paren.expr());
            return inside.perhapsWithout(inside.named().keySet());
        }
        return LabelSet.none(cause("%s gives labels of a selector only, and what is in it is none"));
    }

    /** Of native histograms the label of buckets is a label like any other, and stays. */
    private LabelSet buckets(LabelSet labels) {
        return withoutName(labels).perhapsWithout(List.of(BUCKET));
    }

    /** Labels that a series has stay as they are. */
    private LabelSet info(LabelSet labels) {
        Set<String> asked = call.arguments().size() < 2 || !(call.arguments().get(1) instanceof VectorSelector selector)
                ? Set.of()
                : selector.matchers().stream()
                        .map(matcher -> matcher.name())
                        .filter(name -> !name.equals(LabelMatcher.METRIC_NAME))
                        .collect(Collectors.toSet());
        var added = new TreeMap<String, Presence>();
        for (String label : asked.isEmpty() ? labels.named().keySet() : asked) {
            added.put(label, withAny(labels.presence(label)));
        }
        added.put(LabelMatcher.METRIC_NAME, labels.presence(LabelMatcher.METRIC_NAME));
        return LabelSet.of(labels.with(added).named(), asked.isEmpty() ? withAny(labels.others()) : labels.others());
    }

    private static Presence withAny(Presence presence) {
        return presence instanceof Presence.Certain ? presence : Texts.ANY.presence(List.of());
    }

    private LabelSet replace(LabelSet labels) {
        Optional<String> replacement = string(2);
        Optional<String> source = string(3);
        Optional<Regex> regex = string(4).flatMap(Regex::of);
        return label(1, labels, before -> {
            if (replacement.isEmpty() || source.isEmpty()) {
                return Texts.ANY;
            }
            Texts value = labels.read(source.get());
            if (regex.isEmpty()) {
                return before.or(replacement.get().contains("$") ? Texts.ANY : Texts.of(replacement.get()));
            }
            Optional<Texts> matched = value.and(regex.get().texts());
            if (matched.isEmpty()) {
                return before;
            }
            Texts after = regex.get().expand(replacement.get(), matched.get());
            return regex.get().matchesAll(value) ? after : before.or(after);
        });
    }

    private LabelSet join(LabelSet labels) {
        Optional<String> separator = string(2);
        Texts joined = Texts.EMPTY;
        for (int i = 3; i < call.arguments().size(); i++) {
            if (i > 3) {
                joined = joined.then(separator.map(Texts::of).orElse(Texts.ANY));
            }
            joined = joined.then(string(i).map(labels::read).orElse(Texts.ANY));
        }
        Texts value = joined;
        return label(1, labels, before -> value);
    }

    /** Sets the label whose name is an argument. */
    private LabelSet label(int argument, LabelSet labels, UnaryOperator<Texts> change) {
        Optional<String> name = string(argument);
        if (name.isEmpty()) {
            return LabelSet.open();
        }
        Texts after = change.apply(labels.read(name.get()));
        return labels.with(name.get(), after.presence(whyEmpty(labels, name.get())));
    }

    /** Why the label that was set is empty: its source never comes, or it was never there, or it is removed here. */
    private List<Cause> whyEmpty(LabelSet labels, String label) {
        boolean replaces = call.function().name().equals("label_replace");
        boolean removes = !replaces || string(2).filter(String::isEmpty).isPresent();
        return Stream.concat(replaces ? string(3).stream() : Stream.empty(), Stream.of(label))
                .filter(name -> !removes)
                .map(labels::presence)
                .flatMap(presence -> presence instanceof Never never ? Stream.of(never.causes()) : Stream.empty())
                .findFirst()
                .orElseGet(() -> List.of(cause("%s sets it to the empty text, which is to remove it")));
    }

    /** An argument that is a text; nothing for an expression that gives one. */
    private Optional<String> string(int argument) {
        Expr expr = call.arguments().get(argument);
        while (expr instanceof ParenExpr paren) {
            expr = paren.expr();
        }
        return expr instanceof StringLiteral literal ? Optional.of(literal.value()) : Optional.empty();
    }
}
