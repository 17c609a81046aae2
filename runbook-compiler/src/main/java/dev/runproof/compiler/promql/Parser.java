package dev.runproof.compiler.promql;

import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.promql.Modifiers.Edges;
import dev.runproof.compiler.promql.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads an expression, as {@code promql/parser/generated_parser.y} of Prometheus does: operators by precedence climbing,
 * everything else by descent.
 */
final class Parser {

    /** Keywords that mean something only between expressions, and so are no names of metrics. */
    private static final Set<String> BETWEEN = Set.of("bool", "on", "ignoring", "group_left", "group_right", "atan2");

    private static final Set<String> ALSO_FUNCTIONS = Set.of("start", "end", "step", "range", "max_of", "min_of");
    private static final String FUNCTIONS = "promql-experimental-functions";

    private final Words words;
    private final Depth depth = new Depth();
    private final SelectorParser selectors;
    private final DurationParser durations;
    private final MatchingParser matchings;
    private final TypeCheck types;
    private final List<Experimental> experimental = new ArrayList<>();

    Parser(String text) {
        this.words = new Words(text);
        this.selectors = new SelectorParser(words);
        this.durations = new DurationParser(words, depth);
        this.matchings = new MatchingParser(words, experimental);
        this.types = new TypeCheck(words);
    }

    /**
     * Reads all of the text.
     *
     * @throws Mistake if it is no expression
     */
    PromQl.Parsed whole() {
        if (words.peek().is(Kind.END)) {
            throw new Mistake(words.peek().range(), "there is no expression", "write one, such as up == 0");
        }
        Expr expr = expression(0);
        if (!words.peek().is(Kind.END)) {
            throw leftOver(expr);
        }
        selectors.refuseBoundless();
        return new PromQl.Parsed(expr, experimental);
    }

    private Expr expression(int weakest) {
        depth.enter(words.peek());
        Expr left = signed();
        for (Optional<BinaryOperator> operator = BinaryOperator.of(words.peek());
                operator.isPresent() && operator.get().precedence() >= weakest;
                operator = BinaryOperator.of(words.peek())) {
            left = binary(left, operator.get());
        }
        depth.leave();
        return left;
    }

    private Expr binary(Expr left, BinaryOperator operator) {
        Token symbol = words.take();
        int height = depth.height();
        boolean bool = words.takeKeyword("bool");
        VectorMatching matching = matchings.read();
        // Only powers group from the right.
        Expr right = expression(operator == BinaryOperator.POWER ? operator.precedence() : operator.precedence() + 1);
        depth.above(height, depth.height(), symbol);
        return types.binary(operator, symbol, bool, matching, left, right);
    }

    /** A sign binds as multiplication does: {@code -2 ^ 2} is {@code -(2 ^ 2)}. */
    private Expr signed() {
        Token token = words.peek();
        if (!token.isSymbol("+") && !token.isSymbol("-")) {
            return modified();
        }
        words.take();
        Expr expr = expression(BinaryOperator.POWER.precedence());
        Range range = token.range().upTo(expr.range());
        boolean minus = token.isSymbol("-");
        if (expr instanceof NumberLiteral number) {
            return new NumberLiteral(minus ? -number.value() : number.value(), number.duration(), range);
        }
        types.signed(token, expr);
        depth.above(depth.height(), 0, token);
        return new UnaryExpr(minus ? Sign.MINUS : Sign.PLUS, expr, range);
    }

    /** An operand with the ranges and modifiers that follow it. */
    private Expr modified() {
        Expr expr = operand();
        while (true) {
            Token token = words.peek();
            if (token.isSymbol("[")) {
                expr = ranged(expr, words.take());
            } else if (token.isSymbol("@")) {
                expr = at(expr, words.take());
            } else if (token.isKeyword("offset")) {
                expr = offset(expr, words.take());
            } else if (token.isKeyword("anchored")) {
                expr = edges(expr, words.take(), Edges.ANCHORED);
            } else if (token.isKeyword("smoothed")) {
                expr = edges(expr, words.take(), Edges.SMOOTHED);
            } else {
                return expr;
            }
        }
    }

    private Expr ranged(Expr expr, Token open) {
        int height = depth.height();
        DurationExpr window = durations.positive();
        depth.above(height, depth.height(), open);
        if (words.takeSymbol(":")) {
            return subquery(expr, open, window);
        }
        Token close = words.close(open, "]", "an operator, : or ]");
        Range brackets = open.range().upTo(close.range());
        if (!(expr instanceof VectorSelector selector)) {
            throw new Mistake(
                    brackets,
                    "a range behind what is no selector",
                    expr.type() == ValueType.VECTOR
                            ? "write it behind the selector inside; or write a subquery, such as [1h:5m]"
                            : "ranges stand behind selectors, such as http_requests_total[5m]");
        }
        if (selector.modifiers().moves()) {
            throw new Mistake(brackets, "a range behind offset or @", "write the range first, such as x[5m] offset 1h");
        }
        return new MatrixSelector(selector, window, expr.range().upTo(brackets));
    }

    private Expr subquery(Expr expr, Token open, DurationExpr window) {
        Optional<DurationExpr> step = Optional.empty();
        if (!words.peek().isSymbol("]")) {
            int height = depth.height();
            step = Optional.of(durations.positive());
            depth.above(height, depth.height(), open);
        }
        Token close = words.close(open, "]", "an operator or ]");
        types.subquery(expr);
        return new SubqueryExpr(expr, window, step, Modifiers.NONE, expr.range().upTo(close.range()));
    }

    private Expr at(Expr expr, Token symbol) {
        AtModifier at = time();
        Modifiers modifiers = modifiers(expr, symbol, "@");
        if (modifiers.at().isPresent()) {
            throw twice(symbol, "@");
        }
        return with(expr, new Modifiers(modifiers.offset(), Optional.of(at), modifiers.edges()));
    }

    private AtModifier time() {
        Token token = words.peek();
        if (token.isKeyword("start") || token.isKeyword("end")) {
            words.take();
            Token open = words.peek();
            if (!words.takeSymbol("(")) {
                throw words.unexpected("(", "write " + token.word() + "()");
            }
            words.close(open, ")", ")");
            return token.isKeyword("start") ? new AtModifier.Start() : new AtModifier.End();
        }
        Token sign = words.peek();
        boolean minus = words.takeSymbol("-");
        if (!minus) {
            words.takeSymbol("+");
        }
        Token number = words.peek();
        if (!number.is(Kind.NUMBER) && !number.is(Kind.DURATION)) {
            throw words.unexpected("a time", "write seconds since 1970, start() or end()");
        }
        words.take();
        double seconds = (minus ? -1 : 1) * number(number);
        // Go asks this of seconds, though it counts milliseconds.
        if (Double.isNaN(seconds) || Math.abs(seconds) >= Long.MAX_VALUE) {
            throw new Mistake(
                    sign.range().upTo(number.range()),
                    words.shown(sign.range().upTo(number.range())) + " is no time",
                    "write seconds since 1970, start() or end()");
        }
        return new AtModifier.Timestamp(Rounding.toLong(seconds * 1000));
    }

    private Expr offset(Expr expr, Token keyword) {
        int height = depth.height();
        DurationExpr offset = durations.offset();
        depth.above(height, depth.height(), keyword);
        Modifiers modifiers = modifiers(expr, keyword, "offset");
        if (modifiers.hasOffset()) {
            throw twice(keyword, "offset");
        }
        return with(expr, new Modifiers(Optional.of(offset), modifiers.at(), modifiers.edges()));
    }

    private Expr edges(Expr expr, Token keyword, Edges edges) {
        Modifiers modifiers = modifiers(expr, keyword, keyword.word());
        if (expr instanceof SubqueryExpr) {
            throw new Mistake(
                    keyword.range(), keyword.word() + " behind a subquery", "remove it: it is for selectors alone");
        }
        if (modifiers.edges().filter(other -> other != edges).isPresent()) {
            throw new Mistake(keyword.range(), "both anchored and smoothed", "keep one of them");
        }
        return with(expr, new Modifiers(modifiers.offset(), modifiers.at(), Optional.of(edges)));
    }

    private static Mistake twice(Token token, String modifier) {
        return new Mistake(token.range(), "a second " + modifier + " of the same selector", "keep one of them");
    }

    private Modifiers modifiers(Expr expr, Token token, String modifier) {
        if (expr instanceof VectorSelector selector) {
            return selector.modifiers();
        }
        if (expr instanceof MatrixSelector matrix) {
            return matrix.selector().modifiers();
        }
        if (expr instanceof SubqueryExpr subquery) {
            return subquery.modifiers();
        }
        throw new Mistake(
                token.range(),
                modifier + " behind what is no selector",
                "write it directly behind the selector inside, such as rate(x[5m] " + example(modifier) + ")");
    }

    private static String example(String modifier) {
        return switch (modifier) {
            case "@" -> "@ end()";
            case "offset" -> "offset 1h";
            default -> modifier;
        };
    }

    private Expr with(Expr expr, Modifiers modifiers) {
        Range range = expr.range().upTo(words.last().range());
        if (expr instanceof MatrixSelector matrix) {
            VectorSelector inner = matrix.selector();
            return new MatrixSelector(
                    new VectorSelector(inner.name(), inner.matchers(), modifiers, inner.range()),
                    matrix.window(),
                    range);
        }
        if (expr instanceof SubqueryExpr subquery) {
            return new SubqueryExpr(subquery.expr(), subquery.window(), subquery.step(), modifiers, range);
        }
        VectorSelector selector = (VectorSelector) expr;
        return new VectorSelector(selector.name(), selector.matchers(), modifiers, range);
    }

    private Expr operand() {
        Token token = words.peek();
        return switch (token.kind()) {
            case NUMBER, DURATION -> {
                depth.leaf();
                words.take();
                yield new NumberLiteral(number(token), token.is(Kind.DURATION), token.range());
            }
            case STRING -> {
                depth.leaf();
                words.take();
                yield new StringLiteral(QuotedText.read(token.text(), 0).value(), token.range());
            }
            case NAME, METRIC_NAME, KEYWORD -> named(token);
            default -> symbol(token);
        };
    }

    private static double number(Token token) {
        return token.is(Kind.DURATION) ? DurationText.seconds(token) : NumberText.value(token);
    }

    private Expr symbol(Token token) {
        if (token.isSymbol("(")) {
            words.take();
            Expr inner = expression(0);
            Token close = close(token, inner);
            depth.above(depth.height(), 0, token);
            return new ParenExpr(inner, token.range().upTo(close.range()));
        }
        if (token.isSymbol("{")) {
            depth.leaf();
            return selectors.unnamed();
        }
        throw noExpression();
    }

    /** No expression begins here. */
    private Mistake noExpression() {
        Token token = words.peek();
        Token before = words.last();
        if (token.is(Kind.END)) {
            return before.isSymbol("(")
                    ? Words.unclosed(before, ")")
                    : words.unexpected("an expression", "write what " + before.shown() + " applies to");
        }
        if (token.isSymbol("=")) {
            return new Mistake(
                    token.range(),
                    "found = where an expression should be",
                    BinaryOperator.of(before).isPresent()
                            ? "write one operator alone: ==, !=, <, <=, > or >="
                            : "write an expression before it");
        }
        if (token.isSymbol(")") && before.isSymbol("(")) {
            return new Mistake(
                    before.range().upTo(token.range()),
                    "parentheses with nothing in them",
                    "write an expression in them");
        }
        return words.unexpected(
                "an expression",
                BinaryOperator.of(token).isPresent()
                        ? "write what " + token.shown() + " applies to before it"
                        : "write a metric, a number or a function");
    }

    private Expr named(Token token) {
        String word = token.word();
        if (token.is(Kind.KEYWORD) && BETWEEN.contains(word)) {
            throw misplaced(token);
        }
        words.take();
        depth.leaf();
        Token next = words.peek();
        Optional<AggregateOperator> aggregate = token.is(Kind.KEYWORD) ? AggregateOperator.of(word) : Optional.empty();
        if (aggregate.isPresent() && (next.isSymbol("(") || isGrouping(next))) {
            return aggregate(token, aggregate.get());
        }
        if (!next.isSymbol("(")) {
            return selectors.named(token);
        }
        if (token.is(Kind.METRIC_NAME) || (token.is(Kind.KEYWORD) && !ALSO_FUNCTIONS.contains(word))) {
            throw noFunction(token);
        }
        return call(token);
    }

    private static Mistake misplaced(Token token) {
        return switch (token.word()) {
            case "bool" ->
                new Mistake(
                        token.range(),
                        "bool in the wrong place",
                        "write it directly behind a comparison, such as > bool 0");
            case "on", "ignoring" ->
                new Mistake(
                        token.range(),
                        token.word() + " in the wrong place",
                        "write it directly behind an operator, such as a / " + token.word() + "(job) b");
            case "atan2" ->
                new Mistake(
                        token.range(),
                        "atan2 in the wrong place",
                        "write it between two expressions, such as a atan2 b");
            default ->
                new Mistake(
                        token.range(),
                        token.word() + " in the wrong place",
                        "write it behind on or ignoring, such as a / on(job) " + token.word() + "() b");
        };
    }

    private static Mistake noFunction(Token token) {
        return switch (token.word()) {
            case "by", "without" ->
                new Mistake(
                        token.range(),
                        token.word() + " without an aggregation",
                        "write an aggregation before it, such as sum " + token.word() + " (job) (…)");
            case "and", "or", "unless" ->
                new Mistake(
                        token.range(),
                        token.word() + " without anything before it",
                        "write it between two expressions, such as a " + token.word() + " b");
            default ->
                new Mistake(
                        token.range(),
                        token.shown() + " is no function",
                        "remove the parenthesis, or write an operator before it");
        };
    }

    private static boolean isGrouping(Token token) {
        return token.isKeyword("by") || token.isKeyword("without");
    }

    private Expr call(Token name) {
        Optional<Function> known = Functions.find(name.text());
        if (known.isEmpty()) {
            throw unknownFunction(name);
        }
        Function function = known.get();
        if (function.experimental()) {
            experimental.add(new Experimental(function.name(), FUNCTIONS, name.range()));
        }
        List<Expr> arguments = arguments(name);
        if (function.name().equals("info") && arguments.size() > 1) {
            selectors.allowBoundless(arguments.get(1));
        }
        return types.call(
                function,
                name.range(),
                arguments,
                name.range().upTo(words.last().range()));
    }

    private static Mistake unknownFunction(Token name) {
        List<String> names = Stream.concat(
                        Functions.all().stream().map(Function::name),
                        Arrays.stream(AggregateOperator.values()).map(AggregateOperator::symbol))
                .toList();
        return new Mistake(
                name.range(),
                "there is no function " + name.shown(),
                Suggestion.nearest(name.text(), names)
                        .map(near -> "did you mean " + near + "?")
                        .orElse(
                                "the functions are at https://prometheus.io/docs/prometheus/latest/querying/functions/"));
    }

    private List<Expr> arguments(Token name) {
        Token open = words.take();
        var arguments = new ArrayList<Expr>();
        int tallest = 0;
        while (!words.peek().isSymbol(")") || !arguments.isEmpty()) {
            if (words.peek().is(Kind.END)) {
                throw Words.unclosed(open, ")");
            }
            arguments.add(expression(0));
            tallest = Math.max(tallest, depth.height());
            if (!words.takeSymbol(",")) {
                break;
            }
            if (words.peek().isSymbol(")")) {
                throw new Mistake(
                        words.last().range(), "a comma with no argument behind it", "remove it, or write an argument");
            }
        }
        if (arguments.isEmpty()) {
            words.take();
        } else {
            close(open, arguments.get(arguments.size() - 1));
        }
        depth.above(tallest, 0, name);
        return arguments;
    }

    /** Takes the parenthesis that closes another one, behind an expression. */
    private Token close(Token open, Expr before) {
        Token next = words.peek();
        if (next.isSymbol(")")) {
            return words.take();
        }
        throw next.is(Kind.END) ? Words.unclosed(open, ")") : leftOver(before);
    }

    private Expr aggregate(Token name, AggregateOperator operator) {
        if (operator.experimental()) {
            experimental.add(new Experimental(operator.symbol(), FUNCTIONS, name.range()));
        }
        Optional<Grouping> before = grouping();
        if (!words.peek().isSymbol("(")) {
            throw words.unexpected(
                    "(",
                    "write what is aggregated in parentheses, such as " + operator.symbol()
                            + before.map(grouping -> " by (job)").orElse("") + " (up)");
        }
        List<Expr> arguments = arguments(name);
        Optional<Grouping> behind = before.isPresent() ? Optional.empty() : grouping();
        Optional<Grouping> grouping = before.or(() -> behind);
        if (isGrouping(words.peek()) && grouping.isPresent()) {
            throw new Mistake(
                    words.peek().range(), "a second grouping of one aggregation", "write all labels into one of them");
        }
        return types.aggregate(
                operator,
                name,
                grouping,
                arguments,
                name.range().upTo(words.last().range()));
    }

    private Optional<Grouping> grouping() {
        Token keyword = words.peek();
        if (!isGrouping(keyword)) {
            return Optional.empty();
        }
        words.take();
        List<Label> labels = matchings.labels(keyword);
        return Optional.of(new Grouping(
                keyword.isKeyword("by") ? Grouping.Kind.BY : Grouping.Kind.WITHOUT,
                labels,
                keyword.range().upTo(words.last().range())));
    }

    /** A word behind a complete expression that does not continue it. */
    private Mistake leftOver(Expr before) {
        Token token = words.peek();
        String shown = token.shown();
        if (token.isSymbol("=")) {
            return new Mistake(token.range(), "found = between expressions", "write == to compare; = is for labels");
        }
        if (token.isSymbol(")")) {
            return new Mistake(token.range(), "a ) without its (", "remove it, or write ( before the expression");
        }
        if (before instanceof VectorSelector selector) {
            Optional<Mistake> other = misread(selector, token);
            if (other.isPresent()) {
                return other.get();
            }
        }
        if (isGrouping(token)) {
            return new Mistake(
                    token.range(),
                    shown + " behind what is no aggregation",
                    "write it behind an aggregation, such as sum " + token.word() + " (job) (…)");
        }
        if (token.is(Kind.KEYWORD) && BETWEEN.contains(token.word())) {
            return misplaced(token);
        }
        if (token.isSymbol("{")) {
            return new Mistake(
                    token.range(),
                    "labels behind what is no metric",
                    "write them behind the name of the metric, inside");
        }
        if (token.isSymbol("(") && before instanceof NumberLiteral) {
            return new Mistake(token.range(), "a number before a (", "write an operator between them, such as *");
        }
        if (token.isSymbol(",")) {
            return new Mistake(token.range(), "a comma outside of a call", "write an operator, such as or");
        }
        return new Mistake(
                token.range(),
                "found " + shown + " behind an expression",
                "write an operator between them, such as and, or, + or ==");
    }

    /** A word that was taken for the name of a metric, and what it was meant as. */
    private static Optional<Mistake> misread(VectorSelector selector, Token next) {
        String name = selector.name().orElse("");
        String word = name.toLowerCase(Locale.ROOT);
        if (word.equals("and") || word.equals("or") || word.equals("unless")) {
            return Optional.of(new Mistake(
                    selector.range(),
                    name + " without anything before it",
                    "write it between two expressions, such as a " + word + " b"));
        }
        List<String> aggregations = Arrays.stream(AggregateOperator.values())
                .map(AggregateOperator::symbol)
                .toList();
        return isGrouping(next)
                ? Suggestion.nearest(name, aggregations)
                        .map(near -> new Mistake(
                                selector.range(),
                                "there is no aggregation " + Token.shown(name),
                                "did you mean " + near + "?"))
                : Optional.empty();
    }
}
