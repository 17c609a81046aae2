package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.label.LabelInference;
import dev.runproof.compiler.label.LabelSet;
import dev.runproof.compiler.label.Presence;
import dev.runproof.compiler.label.Presence.Certain;
import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.label.Presence.Possible;
import dev.runproof.compiler.label.RecordedLabels;
import dev.runproof.compiler.promql.AggregateExpr;
import dev.runproof.compiler.promql.BinaryExpr;
import dev.runproof.compiler.promql.BinaryOperator;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.Grouping;
import dev.runproof.compiler.promql.Label;
import dev.runproof.compiler.promql.LabelMatcher;
import dev.runproof.compiler.promql.Tree;
import dev.runproof.compiler.promql.VectorMatching;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An operator between series that never match, since a label that must be equal is on one side only, or has other values: the
 * operator gives nothing, or {@code unless} takes nothing away.
 */
final class IncompatibleSides implements Check {

    private static final Rule RULE = Rule.warning("incompatible-sides").ofAlerts();

    /** The name of the metric is not compared, and newer servers treat these two like it. */
    private static final List<String> OF_METRIC = List.of(LabelMatcher.METRIC_NAME, "__type__", "__unit__");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        PromQlAlert.each(
                library,
                alert -> Tree.all(alert.query().expr(), BinaryExpr.class)
                        .forEach(binary ->
                                check(alert, binary, library.labelsByAlert().recorded(), findings)));
    }

    private static void check(PromQlAlert alert, BinaryExpr binary, RecordedLabels recorded, Findings findings) {
        Optional<VectorMatching> matching = binary.matching()
                .filter(match -> binary.operator() != BinaryOperator.OR
                        && match.fillLeft().isEmpty()
                        && match.fillRight().isEmpty());
        if (matching.isEmpty() || areGroupedAlike(binary)) {
            return;
        }
        LabelSet left = LabelInference.of(binary.left(), recorded);
        LabelSet right = LabelInference.of(binary.right(), recorded);
        boolean grouped = isGrouped(binary.left(), left, recorded) && isGrouped(binary.right(), right, recorded);
        for (String label : compared(matching.get(), left, right)) {
            Optional<String> difference = difference(label, left, right, grouped);
            if (difference.isPresent()) {
                alert.report(
                        findings,
                        RULE,
                        binary.symbol(),
                        "the sides of " + binary.operator().symbol() + " never match: " + difference.get(),
                        help(matching.get(), label, binary.operator(), left, right));
                return;
            }
        }
    }

    /** Whether both sides are written with the same {@code by}, as most are; to infer labels is far more work. */
    private static boolean areGroupedAlike(BinaryExpr binary) {
        Optional<Set<String>> left = grouping(binary.left());
        return left.isPresent() && left.equals(grouping(binary.right()));
    }

    private static Optional<Set<String>> grouping(Expr expr) {
        return Tree.withoutParentheses(expr) instanceof AggregateExpr aggregate
                ? aggregate
                        .grouping()
                        .filter(grouping -> grouping.kind() == Grouping.Kind.BY)
                        .map(grouping ->
                                grouping.labels().stream().map(Label::name).collect(Collectors.toSet()))
                : Optional.empty();
    }

    private static SortedSet<String> compared(VectorMatching matching, LabelSet left, LabelSet right) {
        var labels = new TreeSet<String>();
        List<String> named = matching.labels().stream().map(Label::name).toList();
        if (matching.on()) {
            labels.addAll(named);
        } else {
            labels.addAll(left.named().keySet());
            labels.addAll(right.named().keySet());
            named.forEach(labels::remove);
        }
        OF_METRIC.forEach(labels::remove);
        return labels;
    }

    /** Whether an expression groups series itself. What several rules record under one name may be grouped by other labels. */
    private static boolean isGrouped(Expr expr, LabelSet labels, RecordedLabels recorded) {
        return isGrouped(labels) && (recorded.isEmpty() || isGrouped(LabelInference.of(expr)));
    }

    private static Optional<String> difference(String label, LabelSet left, LabelSet right, boolean grouped) {
        Presence one = left.presence(label);
        Presence other = right.presence(label);
        if (one instanceof Never never && isThere(other, grouped)) {
            return Optional.of("only the right side has the label " + label + why(never, "left"));
        }
        if (other instanceof Never never && isThere(one, grouped)) {
            return Optional.of("only the left side has the label " + label + why(never, "right"));
        }
        return values(one)
                .flatMap(first -> values(other)
                        .filter(second -> Collections.disjoint(first, second))
                        .map(second -> label + " is " + shown(first) + " on the left side and " + shown(second)
                                + " on the right side"));
    }

    /** Whether series have a label. Where both sides are grouped, they are so by labels that are there. */
    private static boolean isThere(Presence presence, boolean grouped) {
        return presence instanceof Certain || (grouped && presence instanceof Possible);
    }

    private static String why(Never never, String side) {
        return never.causes().stream()
                .findFirst()
                .map(cause -> "; on the " + side + " side " + cause.reason()
                        + cause.recorded()
                                .map(recorded -> " in the rule that records it ("
                                        + recorded.rule().place(recorded.clause()) + ")")
                                .orElse(""))
                .orElse("");
    }

    private static Optional<SortedSet<String>> values(Presence presence) {
        return presence instanceof Certain certain ? certain.values() : Optional.empty();
    }

    private static String shown(SortedSet<String> values) {
        String first = '"' + values.first() + '"';
        return values.size() == 1 ? first : first + " or another of " + values.size();
    }

    private static String help(
            VectorMatching matching, String label, BinaryOperator operator, LabelSet left, LabelSet right) {
        if (matching.on()) {
            return "leave " + label + " out of on, or keep it on both sides";
        }
        if (left.presence(label) instanceof Certain && right.presence(label) instanceof Certain) {
            return "if they belong together, write " + operator.symbol() + " ignoring (" + label + ")";
        }
        SortedSet<String> ofLeft = present(left);
        SortedSet<String> ofRight = present(right);
        boolean within = ofLeft.containsAll(ofRight);
        if (!isGrouped(left) || !isGrouped(right) || !(within || ofRight.containsAll(ofLeft))) {
            return "group both sides by the same labels, or name those by which they belong together: "
                    + operator.symbol() + " on (\u2026)";
        }
        String common = String.join(", ", within ? ofRight : ofLeft);
        return "write " + operator.symbol() + " on (" + common + ")"
                + (operator.isSet() ? "" : within ? " group_left" : " group_right")
                + ", or group both sides by the same labels";
    }

    /** The labels of series that are grouped. */
    private static SortedSet<String> present(LabelSet labels) {
        var present = new TreeSet<String>();
        labels.named().forEach((label, presence) -> {
            if (!(presence instanceof Never) && !OF_METRIC.contains(label)) {
                present.add(label);
            }
        });
        return present;
    }

    private static boolean isGrouped(LabelSet labels) {
        return labels.others() instanceof Never;
    }
}
