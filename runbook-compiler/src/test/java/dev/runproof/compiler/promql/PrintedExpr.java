package dev.runproof.compiler.promql;

import dev.runproof.compiler.promql.VectorMatching.Cardinality;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Our trees, written as PromQL again: every tree in one way, whatever text it was read from. */
final class PrintedExpr {

    private PrintedExpr() {}

    static String of(Expr expr) {
        if (expr instanceof AggregateExpr aggregate) {
            return aggregate.operator().symbol() + grouping(aggregate.grouping()) + " ("
                    + aggregate
                            .parameter()
                            .map(parameter -> of(parameter) + ", ")
                            .orElse("") + of(aggregate.expr())
                    + ")";
        }
        if (expr instanceof BinaryExpr binary) {
            return of(binary.left()) + " " + binary.operator().symbol() + (binary.bool() ? " bool" : "")
                    + binary.matching().map(PrintedExpr::matching).orElse("") + " " + of(binary.right());
        }
        if (expr instanceof Call call) {
            return call.function().name()
                    + call.arguments().stream().map(PrintedExpr::of).collect(Collectors.joining(", ", "(", ")"));
        }
        if (expr instanceof MatrixSelector matrix) {
            return selected(matrix.selector())
                    + "[" + duration(matrix.window()) + "]"
                    + modifiers(matrix.selector().modifiers());
        }
        if (expr instanceof SubqueryExpr subquery) {
            return of(subquery.expr()) + "[" + duration(subquery.window()) + ":"
                    + subquery.step().map(PrintedExpr::duration).orElse("") + "]" + modifiers(subquery.modifiers());
        }
        if (expr instanceof NumberLiteral number) {
            return number.duration() ? span(number.value()) : number(number.value());
        }
        if (expr instanceof ParenExpr paren) {
            return "(" + of(paren.expr()) + ")";
        }
        if (expr instanceof StringLiteral string) {
            return quoted(string.value());
        }
        if (expr instanceof UnaryExpr unary) {
            return sign(unary.sign()) + of(unary.expr());
        }
        VectorSelector selector = (VectorSelector) expr;
        return selected(selector) + modifiers(selector.modifiers());
    }

    private static String sign(Sign sign) {
        return sign == Sign.MINUS ? "- " : "+ ";
    }

    private static String selected(VectorSelector selector) {
        boolean bare = selector.name().isPresent() && selector.matchers().isEmpty();
        return selector.name().orElse("")
                + (bare
                        ? ""
                        : selector.matchers().stream()
                                .map(matcher -> quoted(matcher.name())
                                        + matcher.operator().symbol()
                                        + quoted(matcher.value()))
                                .collect(Collectors.joining(", ", "{", "}")));
    }

    private static String modifiers(Modifiers modifiers) {
        return modifiers.offset().map(offset -> " offset " + offset(offset)).orElse("")
                + modifiers.at().map(PrintedExpr::at).orElse("")
                + modifiers
                        .edges()
                        .map(edges -> " " + edges.name().toLowerCase(Locale.ROOT))
                        .orElse("");
    }

    /** Arithmetic behind {@code offset} begins with a parenthesis or two signs. */
    private static String offset(DurationExpr offset) {
        if (!(offset instanceof DurationExpr.Binary)) {
            return duration(offset);
        }
        DurationExpr first = offset;
        while (first instanceof DurationExpr.Binary binary) {
            first = binary.left();
        }
        String text = duration(offset);
        if (!(first instanceof DurationExpr.Literal)) {
            return text;
        }
        return text.startsWith("-") ? "+ " + text : "+ +" + text;
    }

    private static String at(AtModifier at) {
        if (at instanceof AtModifier.Timestamp timestamp) {
            return " @ " + number(seconds(timestamp.milliseconds()));
        }
        return at instanceof AtModifier.Start ? " @ start()" : " @ end()";
    }

    /** Of the fractions near a time one that is rounded to it. */
    private static double seconds(long milliseconds) {
        double near = milliseconds / 1000.0;
        double above = Math.nextUp(near);
        return Rounding.toLong(near * 1000) == milliseconds
                ? near
                : Rounding.toLong(above * 1000) == milliseconds ? above : Math.nextDown(near);
    }

    private static String duration(DurationExpr duration) {
        if (duration instanceof DurationExpr.Literal literal) {
            return number(literal.seconds());
        }
        if (duration instanceof DurationExpr.Signed signed) {
            return sign(signed.sign()) + duration(signed.operand());
        }
        if (duration instanceof DurationExpr.Paren paren) {
            return "(" + duration(paren.expr()) + ")";
        }
        if (duration instanceof DurationExpr.Binary binary) {
            return duration(binary.left()) + " " + binary.operator().symbol() + " " + duration(binary.right());
        }
        DurationExpr.Call call = (DurationExpr.Call) duration;
        return call.function().name().toLowerCase(Locale.ROOT)
                + call.arguments().stream().map(PrintedExpr::duration).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String matching(VectorMatching matching) {
        String group = matching.cardinality() == Cardinality.MANY_TO_ONE
                ? " group_left "
                : matching.cardinality() == Cardinality.ONE_TO_MANY ? " group_right " : "";
        return (matching.on() ? " on " : " ignoring ")
                + labels(matching.labels())
                + (group.isEmpty() ? "" : group + labels(matching.include()))
                + fill("fill_left", matching.fillLeft())
                + fill("fill_right", matching.fillRight());
    }

    private static String fill(String keyword, OptionalDouble value) {
        return value.isPresent() ? " " + keyword + "(" + number(value.getAsDouble()) + ")" : "";
    }

    private static String grouping(Optional<Grouping> grouping) {
        return grouping.map(
                        clause -> (clause.kind() == Grouping.Kind.BY ? " by " : " without ") + labels(clause.labels()))
                .orElse("");
    }

    private static String labels(List<Label> labels) {
        return labels.stream().map(label -> quoted(label.name())).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String number(double value) {
        return Double.isInfinite(value) ? (value > 0 ? "Inf" : "-Inf") : Double.toString(value);
    }

    private static String span(double seconds) {
        return (seconds < 0 || Double.compare(seconds, -0.0) == 0 ? "-" : "") + Math.round(Math.abs(seconds) * 1000)
                + "ms";
    }

    private static String quoted(String value) {
        var text = new StringBuilder("\"");
        value.codePoints()
                .forEach(c -> text.append(
                        c < ' ' || c > '~' || c == '"' || c == '\\' ? "\\U%08x".formatted(c) : Character.toString(c)));
        return text.append('"').toString();
    }
}
