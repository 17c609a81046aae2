package dev.runproof.compiler.promql;

import dev.runproof.compiler.promql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the names and labels of series. */
final class SelectorParser {

    private static final String WRITE_LABELS = "write labels as name=\"value\", with commas between";

    private final Words words;

    /** Selectors that would choose every series there is, by where they begin. */
    private final NavigableMap<Integer, Mistake> boundless = new TreeMap<>();

    SelectorParser(Words words) {
        this.words = words;
    }

    /** Series by their name, and by labels if they follow. */
    VectorSelector named(Token name) {
        if (!words.peek().isSymbol("{")) {
            return new VectorSelector(Optional.of(name.text()), List.of(), Modifiers.NONE, name.range());
        }
        Token open = words.take();
        List<LabelMatcher> matchers = matchers(open);
        for (LabelMatcher matcher : matchers) {
            if (matcher.name().equals(LabelMatcher.METRIC_NAME)) {
                throw new Mistake(
                        matcher.range(),
                        "a second name of the metric, which is " + name.shown() + " already",
                        "keep the name before the braces, or the one in them");
            }
        }
        Range range = name.range().upTo(words.last().range());
        return new VectorSelector(Optional.of(name.text()), matchers, Modifiers.NONE, range);
    }

    /** Series by their labels alone. */
    VectorSelector unnamed() {
        Token open = words.take();
        List<LabelMatcher> matchers = matchers(open);
        Range range = open.range().upTo(words.last().range());
        if (matchers.stream().allMatch(SelectorParser::matchesEmpty)) {
            boundless.put(
                    range.start(),
                    new Mistake(
                            range,
                            "a selector that chooses every series there is",
                            "name the metric, or a label that must not be empty, such as {job=\"api\"} or {job=~\".+\"}"));
        }
        return new VectorSelector(Optional.empty(), matchers, Modifiers.NONE, range);
    }

    /** The second argument of {@code info} may choose every series. */
    void allowBoundless(Expr argument) {
        boundless.remove(argument.range().start());
    }

    /** Refuses selectors that choose every series, but those that may. */
    void refuseBoundless() {
        if (!boundless.isEmpty()) {
            throw boundless.firstEntry().getValue();
        }
    }

    private static boolean matchesEmpty(LabelMatcher matcher) {
        return switch (matcher.operator()) {
            case EQUAL -> matcher.value().isEmpty();
            case NOT_EQUAL -> !matcher.value().isEmpty();
            case MATCHES -> Re2.matchesEmpty(matcher.value(), true);
            case NOT_MATCHES -> !Re2.matchesEmpty(matcher.value(), true);
        };
    }

    private List<LabelMatcher> matchers(Token open) {
        var matchers = new ArrayList<LabelMatcher>();
        while (!words.takeSymbol("}")) {
            matchers.add(matcher(open));
            if (!words.peek().isSymbol("}") && !words.takeSymbol(",")) {
                throw behindMatcher(open);
            }
        }
        return matchers;
    }

    private Mistake behindMatcher(Token open) {
        if (words.peek().is(Kind.END)) {
            return Words.unclosed(open, "}");
        }
        return words.unexpected("a comma or }", WRITE_LABELS);
    }

    private LabelMatcher matcher(Token open) {
        Token name = words.peek();
        if (name.is(Kind.END)) {
            throw Words.unclosed(open, "}");
        }
        if (!name.is(Kind.NAME) && !name.is(Kind.STRING)) {
            throw words.unexpected("a label", WRITE_LABELS);
        }
        String text = name.is(Kind.STRING) ? quoted(name).value() : name.text();
        words.take();
        Optional<MatchOperator> operator = MatchOperator.of(words.peek());
        if (operator.isEmpty()) {
            return withoutOperator(name, text);
        }
        words.take();
        Token value = words.peek();
        if (!value.is(Kind.STRING)) {
            throw withoutValue(name, operator.get());
        }
        words.take();
        QuotedText quoted = quoted(value);
        Range range = name.range().upTo(value.range());
        if (operator.get() == MatchOperator.MATCHES || operator.get() == MatchOperator.NOT_MATCHES) {
            checkExpression(quoted, value);
        }
        return new LabelMatcher(text, operator.get(), quoted.value(), range);
    }

    /** A name in quotes alone is that of the metric. */
    private LabelMatcher withoutOperator(Token name, String text) {
        Token next = words.peek();
        if (name.is(Kind.STRING) && (next.isSymbol(",") || next.isSymbol("}"))) {
            return new LabelMatcher(LabelMatcher.METRIC_NAME, MatchOperator.EQUAL, text, name.range());
        }
        if (next.isSymbol(",") || next.isSymbol("}")) {
            throw new Mistake(
                    name.range(),
                    "the label " + name.shown() + " without a value",
                    "write " + name.text() + "=\"value\", or " + name.text() + "!=\"\" where it must be there");
        }
        throw words.unexpected("=, !=, =~ or !~", WRITE_LABELS);
    }

    private Mistake withoutValue(Token name, MatchOperator operator) {
        Token next = words.peek();
        if (next.isSymbol("=") || next.isSymbol("=~")) {
            return new Mistake(
                    words.last().range().upTo(next.range()),
                    words.last().text() + next.text() + " does not compare labels",
                    "write =, !=, =~ or !~");
        }
        if (next.is(Kind.NAME)) {
            return new Mistake(
                    next.range(),
                    "the value of the label " + name.shown() + " without quotes",
                    "write " + name.text() + operator.symbol() + "\"" + next.shown() + "\"");
        }
        return words.unexpected("a value in quotes", WRITE_LABELS);
    }

    private static QuotedText quoted(Token token) {
        return QuotedText.read(token.text(), 0);
    }

    private static void checkExpression(QuotedText quoted, Token value) {
        try {
            Re2.matchesEmpty(quoted.value(), quoted.wellFormed());
        } catch (Mistake mistake) {
            int content = value.start() + 1;
            boolean plain = quoted.value().length() == value.text().length() - 2;
            throw new Mistake(
                    plain
                            ? new Range(
                                    content + mistake.range().start(),
                                    content + mistake.range().end())
                            : value.range(),
                    mistake.message(),
                    mistake.help());
        }
    }
}
