package dev.runproof.compiler.promql;

import dev.runproof.compiler.promql.VectorMatching.Cardinality;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which expressions may stand where, as {@code checkAST} of Prometheus has it. */
final class TypeCheck {

    private final Words words;

    TypeCheck(Words words) {
        this.words = words;
    }

    Call call(Function function, Range name, List<Expr> arguments, Range range) {
        checkCount(function, arguments, name);
        for (int i = 0; i < arguments.size(); i++) {
            Expr argument = arguments.get(i);
            ValueType wanted = function.parameter(i);
            if (argument.type() != wanted) {
                throw wrongType(function.name(), wanted, argument);
            }
        }
        if (function.name().equals("info") && arguments.size() > 1) {
            checkInfo(arguments.get(1));
        }
        return new Call(function, name, arguments, range);
    }

    private static void checkInfo(Expr labels) {
        if (!(labels instanceof VectorSelector selector) || selector.name().isPresent()) {
            throw new Mistake(
                    labels.range(),
                    "the second argument of info chooses labels, and not series",
                    "write braces alone, such as {k8s_cluster_name=~\".+\"}");
        }
    }

    private static void checkCount(Function function, List<Expr> arguments, Range name) {
        int count = arguments.size();
        if (count < function.least() || count > function.most()) {
            String wanted;
            if (function.least() == function.most()) {
                wanted = arguments(function.least());
            } else if (count < function.least()) {
                wanted = "at least " + arguments(function.least());
            } else {
                wanted = "at most " + arguments(function.most());
            }
            throw new Mistake(
                    name,
                    function.name() + " takes " + wanted + ", and gets " + (count == 0 ? "none" : count),
                    "write " + signature(function));
        }
    }

    private static String arguments(int count) {
        return switch (count) {
            case 0 -> "no arguments";
            case 1 -> "1 argument";
            default -> count + " arguments";
        };
    }

    private static String signature(Function function) {
        List<ValueType> parameters = function.parameters();
        String list = IntStream.range(0, parameters.size())
                .mapToObj(i -> (i >= function.least() ? "[" : "")
                        + parameters.get(i).noun()
                        + (i >= function.least() && function.most() > parameters.size() ? ", …" : "")
                        + (i >= function.least() ? "]" : ""))
                .collect(Collectors.joining(", "));
        return function.name() + "(" + list + ")";
    }

    /** Checks what an aggregation takes: its parameter first, if it has one. */
    AggregateExpr aggregate(
            AggregateOperator operator, Token name, Optional<Grouping> grouping, List<Expr> arguments, Range range) {
        int wanted = operator.parameter().isPresent() ? 2 : 1;
        if (arguments.size() != wanted) {
            String signature = operator.parameter()
                    .map(type -> operator.symbol() + "(" + type.noun() + ", instant vector)")
                    .orElse(operator.symbol() + "(instant vector)");
            throw new Mistake(
                    name.range(),
                    operator.symbol() + " takes " + arguments(wanted) + ", and gets "
                            + (arguments.isEmpty() ? "none" : arguments.size()),
                    "write " + signature);
        }
        operator.parameter().ifPresent(type -> {
            if (arguments.get(0).type() != type) {
                throw wrongType(operator.symbol(), type, arguments.get(0));
            }
        });
        Expr series = arguments.get(wanted - 1);
        if (series.type() != ValueType.VECTOR) {
            throw wrongType(operator.symbol(), ValueType.VECTOR, series);
        }
        Optional<Expr> parameter = operator.parameter().map(type -> arguments.get(0));
        return new AggregateExpr(operator, grouping, parameter, series, range);
    }

    void signed(Token sign, Expr expr) {
        if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.VECTOR) {
            throw new Mistake(
                    sign.range().upTo(expr.range()),
                    "a sign before " + expr.type().phrase(),
                    "signs stand before numbers and instant vectors");
        }
    }

    void subquery(Expr expr) {
        if (expr.type() != ValueType.VECTOR) {
            throw new Mistake(
                    expr.range(),
                    "a subquery of " + expr.type().phrase(),
                    expr.type() == ValueType.MATRIX
                            ? "remove one of the two ranges, or put the first into a function such as rate(…)"
                            : "a subquery evaluates an instant vector again and again");
        }
    }

    BinaryExpr binary(
            BinaryOperator operator, Token symbol, boolean bool, VectorMatching matching, Expr left, Expr right) {
        boolean leftVector = checkSide(operator, left) == ValueType.VECTOR;
        boolean rightVector = checkSide(operator, right) == ValueType.VECTOR;
        boolean vectors = leftVector && rightVector;
        boolean scalars = !leftVector && !rightVector;
        if (bool && !operator.isComparison()) {
            throw new Mistake(
                    symbol.range(),
                    "bool behind " + operator.symbol() + ", which does not compare",
                    "remove it: bool turns a comparison into 0 or 1");
        }
        if (operator.isComparison() && !bool && scalars) {
            throw new Mistake(
                    symbol.range(),
                    "a comparison of two scalars without bool",
                    "write " + operator.symbol() + " bool: there are no series here that it could filter");
        }
        if (operator.isSet() && !vectors) {
            Expr scalar = leftVector ? right : left;
            throw new Mistake(
                    scalar.range(),
                    operator.symbol() + " joins sets of series, and " + words.shown(scalar.range()) + " is a scalar",
                    "write vector(" + words.shown(scalar.range()) + ") for a series of it");
        }
        checkLabels(matching);
        if (!vectors) {
            checkUnmatched(operator, symbol, matching);
        }
        Range range = left.range().upTo(right.range());
        Optional<VectorMatching> between =
                vectors ? Optional.of(forSets(operator, symbol, matching)) : Optional.empty();
        return new BinaryExpr(operator, symbol.range(), left, right, bool, between, range);
    }

    private static ValueType checkSide(BinaryOperator operator, Expr side) {
        ValueType type = side.type();
        if (type == ValueType.MATRIX) {
            throw new Mistake(
                    side.range(),
                    "a range vector beside " + operator.symbol(),
                    "put it into a function such as rate(…) or avg_over_time(…), or remove its range");
        }
        if (type == ValueType.STRING) {
            throw new Mistake(
                    side.range(),
                    "a string beside " + operator.symbol(),
                    "compare labels in the braces of a selector, such as up{job=\"api\"}; values are numbers");
        }
        return type;
    }

    private static void checkLabels(VectorMatching matching) {
        if (!matching.on()) {
            return;
        }
        Set<String> on = matching.labels().stream().map(Label::name).collect(Collectors.toSet());
        for (Label label : matching.include()) {
            if (on.contains(label.name())) {
                throw new Mistake(
                        label.range(),
                        "the label " + Token.shown(label.name()) + " both in on and in the group",
                        "remove it from the group: labels of on are in the result already");
            }
        }
    }

    private static void checkUnmatched(BinaryOperator operator, Token symbol, VectorMatching matching) {
        if (!matching.labels().isEmpty()) {
            throw new Mistake(
                    matching.labels().get(0).range(),
                    "labels to match beside " + operator.symbol() + ", of which one side is a scalar",
                    "remove " + (matching.on() ? "on" : "ignoring") + ": a scalar has no labels");
        }
        if (matching.fillLeft().isPresent() || matching.fillRight().isPresent()) {
            throw new Mistake(
                    symbol.range(),
                    "a fill value beside " + operator.symbol() + ", of which one side is a scalar",
                    "remove it: a scalar is never missing");
        }
    }

    /** Sets have no side of the one: each series may belong to any number of others. */
    private static VectorMatching forSets(BinaryOperator operator, Token symbol, VectorMatching matching) {
        if (!operator.isSet()) {
            return matching;
        }
        if (matching.cardinality() != Cardinality.ONE_TO_ONE) {
            throw new Mistake(
                    symbol.range(),
                    "a group behind " + operator.symbol(),
                    "remove group_left or group_right: " + operator.symbol() + " takes series as they are");
        }
        if (matching.fillLeft().isPresent() || matching.fillRight().isPresent()) {
            throw new Mistake(
                    symbol.range(),
                    "a fill value behind " + operator.symbol(),
                    "remove it: " + operator.symbol() + " takes series as they are");
        }
        return matching.manyToMany();
    }

    private Mistake wrongType(String taker, ValueType wanted, Expr given) {
        String shown = words.shown(given.range());
        return new Mistake(
                given.range(),
                taker + " wants " + wanted.phrase() + " here, and " + shown + " is "
                        + given.type().phrase(),
                help(wanted, given, shown));
    }

    private static String help(ValueType wanted, Expr given, String shown) {
        return switch (wanted) {
            case MATRIX -> {
                if (given instanceof VectorSelector selector) {
                    boolean plain = selector.modifiers().equals(Modifiers.NONE);
                    yield plain
                            ? "write how far to look back, such as " + shown + "[5m]"
                            : "write how far to look back, such as [5m], before the modifiers";
                }
                yield given.type() == ValueType.VECTOR
                        ? "write the range inside, behind the selector; or as a subquery, such as (…)[1h:5m]"
                        : "write a selector with a range, such as http_requests_total[5m]";
            }
            case VECTOR ->
                switch (given.type()) {
                    case MATRIX -> "put it into a function such as rate(…) or avg_over_time(…), or remove its range";
                    case SCALAR -> "write vector(" + shown + ") for a series of it";
                    default -> "write a selector, such as up or {job=\"api\"}";
                };
            case SCALAR ->
                given.type() == ValueType.VECTOR
                        ? "write a number, or scalar(…) of a vector with one series"
                        : "write a number";
            case STRING -> "write a text in quotes";
        };
    }
}
