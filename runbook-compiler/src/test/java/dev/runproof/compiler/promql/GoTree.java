package dev.runproof.compiler.promql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Our trees, written as {@code promql-trees} writes those of Prometheus. */
final class GoTree {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private GoTree() {}

    static JsonNode of(Expr expr) {
        ObjectNode node = shape(expr);
        node.put("start", expr.range().start());
        node.put("end", expr.range().end());
        return node;
    }

    private static ObjectNode shape(Expr expr) {
        if (expr instanceof AggregateExpr aggregate) {
            ObjectNode node =
                    is("aggregate").put("operator", aggregate.operator().symbol());
            node.put(
                    "without",
                    aggregate
                            .grouping()
                            .filter(grouping -> grouping.kind() == Grouping.Kind.WITHOUT)
                            .isPresent());
            node.set("labels", labels(aggregate.grouping().map(Grouping::labels).orElse(List.of())));
            aggregate.parameter().ifPresent(parameter -> node.set("parameter", of(parameter)));
            node.set("expr", of(aggregate.expr()));
            return node;
        }
        if (expr instanceof BinaryExpr binary) {
            ObjectNode node = is("binary").put("operator", binary.operator().symbol());
            node.set("left", of(binary.left()));
            node.set("right", of(binary.right()));
            node.put("bool", binary.bool());
            binary.matching().ifPresent(matching -> node.set("matching", matching(matching)));
            return node;
        }
        if (expr instanceof Call call) {
            ObjectNode node = is("call").put("function", call.function().name());
            ArrayNode arguments = node.putArray("arguments");
            call.arguments().forEach(argument -> arguments.add(of(argument)));
            return node;
        }
        if (expr instanceof MatrixSelector matrix) {
            ObjectNode node = is("matrix");
            node.set("selector", of(matrix.selector()));
            node.set("window", duration(matrix.window(), false));
            return node;
        }
        if (expr instanceof SubqueryExpr subquery) {
            ObjectNode node = is("subquery");
            node.set("expr", of(subquery.expr()));
            node.set("window", duration(subquery.window(), false));
            node.set("step", duration(subquery.step(), false));
            node.set("offset", duration(subquery.modifiers().offset(), true));
            node.put("at", at(subquery.modifiers().at()));
            return node;
        }
        if (expr instanceof NumberLiteral number) {
            return is("number").put("value", bits(number.value())).put("duration", number.duration());
        }
        if (expr instanceof ParenExpr paren) {
            ObjectNode node = is("paren");
            node.set("expr", of(paren.expr()));
            return node;
        }
        if (expr instanceof StringLiteral string) {
            return is("string").put("value", string.value());
        }
        if (expr instanceof UnaryExpr unary) {
            ObjectNode node = is("unary").put("sign", unary.sign() == Sign.MINUS ? "-" : "+");
            node.set("expr", of(unary.expr()));
            return node;
        }
        return selector((VectorSelector) expr);
    }

    private static ObjectNode is(String kind) {
        return JSON.objectNode().put("is", kind);
    }

    private static ObjectNode selector(VectorSelector selector) {
        ObjectNode node = is("vector").put("name", selector.name().orElse(""));
        ArrayNode matchers = node.putArray("matchers");
        selector.matchers()
                .forEach(matcher -> matchers.addArray()
                        .add(matcher.name())
                        .add(matcher.operator().symbol())
                        .add(matcher.value()));
        selector.name()
                .ifPresent(name -> matchers.addArray()
                        .add(LabelMatcher.METRIC_NAME)
                        .add("=")
                        .add(name));
        node.set("offset", duration(selector.modifiers().offset(), true));
        node.put("at", at(selector.modifiers().at()));
        Optional<Modifiers.Edges> edges = selector.modifiers().edges();
        node.put("anchored", edges.equals(Optional.of(Modifiers.Edges.ANCHORED)));
        node.put("smoothed", edges.equals(Optional.of(Modifiers.Edges.SMOOTHED)));
        return node;
    }

    private static JsonNode matching(VectorMatching matching) {
        ObjectNode node = JSON.objectNode()
                .put(
                        "cardinality",
                        matching.cardinality().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("on", matching.on())
                .put("fillLeft", fill(matching.fillLeft()))
                .put("fillRight", fill(matching.fillRight()));
        node.set("labels", labels(matching.labels()));
        node.set("include", labels(matching.include()));
        return node;
    }

    private static String fill(OptionalDouble value) {
        return value.isPresent() ? bits(value.getAsDouble()) : "";
    }

    private static ArrayNode labels(List<Label> labels) {
        ArrayNode names = JSON.arrayNode();
        labels.forEach(label -> names.add(label.name()));
        return names;
    }

    private static String at(Optional<AtModifier> at) {
        return at.map(time -> {
                    if (time instanceof AtModifier.Timestamp timestamp) {
                        return Long.toString(timestamp.milliseconds());
                    }
                    return time instanceof AtModifier.Start ? "start" : "end";
                })
                .orElse("");
    }

    private static JsonNode duration(Optional<DurationExpr> duration, boolean offset) {
        return duration.map(expr -> duration(expr, offset)).orElseGet(() -> JSON.textNode("0"));
    }

    private static JsonNode duration(DurationExpr duration, boolean offset) {
        if (duration instanceof DurationExpr.Literal literal) {
            // What is no number is the smallest whole number on the processors of servers.
            return JSON.textNode(Long.toString(
                    Double.isNaN(literal.seconds()) ? Long.MIN_VALUE : Rounding.toLong(literal.seconds() * 1e9)));
        }
        boolean keepsPlus = offset
                && duration instanceof DurationExpr.Signed signed
                && signed.sign() == Sign.PLUS
                && signed.operand() instanceof DurationExpr.Call;
        return keepsPlus
                ? JSON.objectNode()
                        .put("operator", "+")
                        .put("wrapped", false)
                        .set("right", part(((DurationExpr.Signed) duration).operand()))
                : part(duration);
    }

    private static ObjectNode part(DurationExpr duration) {
        if (duration instanceof DurationExpr.Literal literal) {
            return JSON.objectNode().put("seconds", bits(literal.seconds()));
        }
        if (duration instanceof DurationExpr.Signed signed) {
            return signed.sign() == Sign.PLUS
                    ? part(signed.operand())
                    : JSON.objectNode()
                            .put("operator", "-")
                            .put("wrapped", false)
                            .set("right", part(signed.operand()));
        }
        if (duration instanceof DurationExpr.Paren paren) {
            ObjectNode inner = part(paren.expr());
            return inner.has("seconds")
                    ? JSON.objectNode()
                            .put("operator", "+")
                            .put("wrapped", true)
                            .set("right", inner)
                    : inner.put("wrapped", true);
        }
        if (duration instanceof DurationExpr.Binary binary) {
            ObjectNode node = JSON.objectNode()
                    .put("operator", binary.operator().symbol())
                    .put("wrapped", false);
            node.set("left", part(binary.left()));
            node.set("right", part(binary.right()));
            return node;
        }
        DurationExpr.Call call = (DurationExpr.Call) duration;
        ObjectNode node = JSON.objectNode()
                .put("operator", call.function().name().toLowerCase(Locale.ROOT))
                .put("wrapped", false);
        if (!call.arguments().isEmpty()) {
            node.set("left", part(call.arguments().get(0)));
            node.set("right", part(call.arguments().get(1)));
        }
        return node;
    }

    private static String bits(double value) {
        return Double.isNaN(value) ? "NaN" : Long.toHexString(Double.doubleToRawLongBits(value));
    }
}
