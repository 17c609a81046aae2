package dev.runproof.compiler.label;

import dev.runproof.compiler.promql.BinaryExpr;
import dev.runproof.compiler.promql.Label;
import dev.runproof.compiler.promql.LabelMatcher;
import dev.runproof.compiler.promql.Range;
import dev.runproof.compiler.promql.ValueType;
import dev.runproof.compiler.promql.VectorMatching;
import dev.runproof.compiler.promql.VectorMatching.Cardinality;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The labels that an operator gives, from those of its sides. */
final class BinaryLabels {

    private static final List<String> OF_METRIC = Stream.concat(
                    Stream.of(LabelMatcher.METRIC_NAME), LabelSet.METADATA.stream())
            .toList();

    private final BinaryExpr expr;

    BinaryLabels(BinaryExpr expr) {
        this.expr = expr;
    }

    LabelSet infer(LabelSet left, LabelSet right) {
        if (expr.matching().isPresent()) {
            var matched = new Matched(expr.matching().get());
            return expr.operator().isSet() ? matched.set(left, right) : matched.join(left, right);
        }
        if (expr.type() == ValueType.SCALAR) {
            return LabelSet.none(cause("%s of numbers is a number, which has no labels"));
        }
        return named(expr.left().type() == ValueType.VECTOR ? left : right);
    }

    private Cause cause(String reason) {
        return Cause.of(expr.symbol(), reason.formatted(expr.operator().symbol()));
    }

    private boolean keepsName() {
        return expr.operator().isComparison() && !expr.bool();
    }

    /** With the name of the metric, if it is kept. */
    private LabelSet named(LabelSet labels) {
        if (keepsName()) {
            return labels;
        }
        return switch (expr.operator()) {
            // Prometheus 2 keeps the name behind atan2; for the others it is not settled.
            case ATAN2, TRIM_LOWER, TRIM_UPPER -> labels.perhapsWithout(OF_METRIC);
            default ->
                labels.withoutName(cause(
                        expr.bool() ? "%s bool drops the name of the metric" : "%s drops the name of the metric"));
        };
    }

    /** The labels of series that find each other. */
    private final class Matched {

        private final VectorMatching matching;
        private final List<String> labels;

        Matched(VectorMatching matching) {
            this.matching = matching;
            this.labels = matching.labels().stream().map(Label::name).toList();
        }

        LabelSet set(LabelSet left, LabelSet right) {
            return switch (expr.operator()) {
                case AND -> agreeing(left, right);
                case OR -> left.or(right);
                default -> left;
            };
        }

        /** A series of each side, or of one side with a filled one in place of that of the other. */
        LabelSet join(LabelSet left, LabelSet right) {
            boolean manyRight = matching.cardinality() == Cardinality.ONE_TO_MANY;
            LabelSet many = manyRight ? right : left;
            LabelSet one = manyRight ? left : right;
            boolean fillsMany = (manyRight ? matching.fillRight() : matching.fillLeft()).isPresent();
            boolean fillsOne = (manyRight ? matching.fillLeft() : matching.fillRight()).isPresent();
            LabelSet joined = result(agreeing(many, one), one);
            if (fillsOne) {
                joined = joined.or(result(many, compared(many)));
            }
            return fillsMany ? joined.or(result(compared(one), one)) : joined;
        }

        /** Those of a side, knowing that the labels by which series are matched are the same on the other one. */
        private LabelSet agreeing(LabelSet side, LabelSet other) {
            if (matching.on()) {
                return side.with(labels.stream()
                        .filter(label -> !OF_METRIC.contains(label))
                        .distinct()
                        .collect(Collectors.toMap(
                                label -> label, label -> Texts.both(side.presence(label), other.presence(label)))));
            }
            return side.and(other.with(Stream.concat(OF_METRIC.stream(), labels.stream())
                    .distinct()
                    .collect(Collectors.toMap(label -> label, label -> LabelSet.ANYTHING))));
        }

        /** The labels by which a series is matched, which are all that a filled one has. */
        private LabelSet compared(LabelSet side) {
            return matching.on()
                    ? side.only(labels, kept())
                    : ignored(side).withoutName(cause("%s does not compare the names of metrics"));
        }

        private LabelSet result(LabelSet many, LabelSet one) {
            // A comparison no longer knows that the name was to be taken away.
            LabelSet result = named(keepsName() ? many.withNameAsRead() : many);
            if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
                result = matching.on() ? result.only(labels, kept()) : ignored(result);
            }
            LabelSet source = one.withNameAsRead();
            LabelSet included = result.with(matching.include().stream()
                    .map(Label::name)
                    .distinct()
                    .collect(Collectors.toMap(label -> label, source::presence)));
            // Servers differ in whether bool drops the name before or after it is taken over.
            return expr.bool() ? included.perhapsWithout(OF_METRIC) : included;
        }

        private LabelSet ignored(LabelSet side) {
            return side.without(matching.labels(), "ignoring drops it");
        }

        private Cause kept() {
            Range clause = matching.labels().stream()
                    .map(Label::range)
                    .reduce(Range::upTo)
                    .orElse(expr.symbol());
            return Cause.of(clause, "of series that are matched one to one, only the labels of on are kept");
        }
    }
}
