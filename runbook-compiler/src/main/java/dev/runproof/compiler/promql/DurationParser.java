package dev.runproof.compiler.promql;

import dev.runproof.compiler.promql.DurationExpr.DurationFunction;
import dev.runproof.compiler.promql.Token.Kind;
import java.util.ArrayList;
import java.util.Optional;

/** Reads durations, and arithmetic with them. */
final class DurationParser {

    private static final String WANTED = "a duration";
    private static final String HELP = "write a duration such as 30s, 5m or 1h30m";

    /** More seconds than this are no duration in Go, which counts nanoseconds. */
    private static final double LONGEST = 9_223_372_036.854_776;

    private final Words words;
    private final Depth depth;

    DurationParser(Words words, Depth depth) {
        this.words = words;
        this.depth = depth;
    }

    /** How far a selector looks back, or the step of a subquery. */
    DurationExpr positive() {
        DurationExpr duration = expression(0);
        if (duration instanceof DurationExpr.Literal literal && literal.seconds() <= 0) {
            throw new Mistake(
                    literal.range(),
                    words.shown(literal.range()) + " is no time to look back",
                    "write a duration greater than 0");
        }
        return duration;
    }

    /**
     * What follows {@code offset}: arithmetic only where it begins with a parenthesis or two signs, since in
     * {@code x offset 5m * 2} the product is one of {@code x offset 5m}.
     */
    DurationExpr offset() {
        Token first = words.peek();
        if (first.isSymbol("(")) {
            return rest(operand(), 0);
        }
        if (!first.isSymbol("+") && !first.isSymbol("-")) {
            return operand();
        }
        words.take();
        boolean another = words.peek().isSymbol("+") || words.peek().isSymbol("-");
        DurationExpr signed = signed(first, another ? expression(BinaryOperator.POWER.precedence()) : operand());
        return another ? rest(signed, 0) : signed;
    }

    private DurationExpr expression(int weakest) {
        depth.enter(words.peek());
        Token sign = words.peek();
        DurationExpr first;
        if (sign.isSymbol("+") || sign.isSymbol("-")) {
            words.take();
            first = signed(sign, expression(BinaryOperator.POWER.precedence()));
        } else {
            first = operand();
        }
        DurationExpr whole = rest(first, weakest);
        depth.leave();
        return whole;
    }

    private DurationExpr rest(DurationExpr first, int weakest) {
        DurationExpr left = first;
        for (Optional<BinaryOperator> operator = arithmetic();
                operator.isPresent() && operator.get().precedence() >= weakest;
                operator = arithmetic()) {
            left = binary(left, operator.get());
        }
        return left;
    }

    private Optional<BinaryOperator> arithmetic() {
        return BinaryOperator.of(words.peek())
                .filter(operator ->
                        operator.precedence() >= BinaryOperator.ADD.precedence() && operator != BinaryOperator.ATAN2);
    }

    private DurationExpr binary(DurationExpr left, BinaryOperator operator) {
        Token symbol = words.take();
        int height = depth.height();
        DurationExpr right =
                expression(operator == BinaryOperator.POWER ? operator.precedence() : operator.precedence() + 1);
        boolean divides = operator == BinaryOperator.DIVIDE || operator == BinaryOperator.MODULO;
        if (divides && right instanceof DurationExpr.Literal literal && literal.seconds() == 0) {
            throw new Mistake(symbol.range().upTo(literal.range()), "a division by zero", "divide by another number");
        }
        depth.above(height, depth.height(), symbol);
        return new DurationExpr.Binary(operator, left, right, left.range().upTo(right.range()));
    }

    private DurationExpr signed(Token token, DurationExpr operand) {
        Sign sign = token.isSymbol("-") ? Sign.MINUS : Sign.PLUS;
        Range range = token.range().upTo(operand.range());
        if (operand instanceof DurationExpr.Literal literal) {
            return new DurationExpr.Literal(sign == Sign.MINUS ? -literal.seconds() : literal.seconds(), range);
        }
        depth.above(depth.height(), 0, token);
        return new DurationExpr.Signed(sign, operand, range);
    }

    private DurationExpr operand() {
        Token token = words.peek();
        if (token.is(Kind.NUMBER) || token.is(Kind.DURATION)) {
            return literal(words.take());
        }
        if (token.isSymbol("(")) {
            words.take();
            DurationExpr inner = expression(0);
            Token close = words.close(token, ")", "an operator or )");
            depth.above(depth.height(), 0, token);
            return new DurationExpr.Paren(inner, token.range().upTo(close.range()));
        }
        DurationFunction function = DurationFunction.of(token).orElseThrow(() -> words.unexpected(WANTED, HELP));
        return call(words.take(), function);
    }

    private DurationExpr literal(Token token) {
        double seconds = token.is(Kind.DURATION) ? DurationText.seconds(token) : NumberText.value(token);
        if (Math.abs(seconds) > LONGEST) {
            throw new Mistake(
                    token.range(), token.shown() + " is longer than 292 years", "write a duration that has an end");
        }
        depth.leaf();
        return new DurationExpr.Literal(seconds, token.range());
    }

    private DurationExpr call(Token name, DurationFunction function) {
        Token open = words.peek();
        if (!words.takeSymbol("(")) {
            throw words.unexpected("(", "write " + name.word() + (function.takesTwo() ? "(a, b)" : "()"));
        }
        var arguments = new ArrayList<DurationExpr>();
        depth.leaf();
        if (function.takesTwo()) {
            arguments.add(expression(0));
            int height = depth.height();
            if (!words.takeSymbol(",")) {
                throw words.unexpected("a comma", name.word() + " chooses between two durations");
            }
            arguments.add(expression(0));
            depth.above(height, depth.height(), name);
        }
        Token close = words.close(open, ")", ")");
        return new DurationExpr.Call(function, arguments, name.range().upTo(close.range()));
    }
}
