package dev.runproof.compiler.promql;

import dev.runproof.compiler.promql.Token.Kind;
import dev.runproof.compiler.promql.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Reads what stands between an operator and its right side, and lists of labels. */
final class MatchingParser {

    private static final String FILL = "promql-binop-fill-modifiers";

    private final Words words;
    private final List<Experimental> experimental;

    /**
     * Takes the words.
     *
     * @param words where it reads
     * @param experimental what it found that a server must be told to allow
     */
    MatchingParser(Words words, List<Experimental> experimental) {
        this.words = words;
        this.experimental = experimental;
    }

    /** How series of the two sides find each other. */
    VectorMatching read() {
        Token keyword = words.peek();
        boolean on = words.takeKeyword("on");
        List<Label> labels = List.of();
        List<Label> include = List.of();
        Cardinality cardinality = Cardinality.ONE_TO_ONE;
        if (on || words.takeKeyword("ignoring")) {
            labels = labels(keyword);
            boolean left = words.takeKeyword("group_left");
            if (left || words.takeKeyword("group_right")) {
                cardinality = left ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
                include = words.peek().isSymbol("(") ? labels(words.last()) : List.of();
            }
        }
        OptionalDouble left = OptionalDouble.empty();
        OptionalDouble right = OptionalDouble.empty();
        if (words.peek().isKeyword("fill")) {
            left = fill();
            right = left;
        } else if (words.peek().isKeyword("fill_left")) {
            left = fill();
            right = words.peek().isKeyword("fill_right") ? fill() : right;
        } else if (words.peek().isKeyword("fill_right")) {
            right = fill();
            left = words.peek().isKeyword("fill_left") ? fill() : left;
        }
        return new VectorMatching(cardinality, on, labels, include, left, right);
    }

    private OptionalDouble fill() {
        Token keyword = words.take();
        experimental.add(new Experimental(keyword.word(), FILL, keyword.range()));
        Token open = words.take();
        boolean minus = words.takeSymbol("-");
        if (!minus) {
            words.takeSymbol("+");
        }
        Token number = words.peek();
        if (!number.is(Kind.NUMBER) && !number.is(Kind.DURATION)) {
            throw words.unexpected("a number", "write the value for a series that is missing, such as fill(0)");
        }
        words.take();
        double value = number.is(Kind.DURATION) ? DurationText.seconds(number) : NumberText.value(number);
        words.close(open, ")", ")");
        return OptionalDouble.of(minus ? -value : value);
    }

    /** Labels in parentheses, behind a keyword. */
    List<Label> labels(Token keyword) {
        Token open = words.peek();
        if (!words.takeSymbol("(")) {
            throw words.unexpected(
                    "(",
                    "write the labels of " + keyword.word() + " in parentheses, such as " + keyword.word() + " ("
                            + (open.isWord() ? open.shown() : "job") + ")");
        }
        var labels = new ArrayList<Label>();
        while (!words.takeSymbol(")")) {
            labels.add(label(keyword, open));
            if (!words.peek().isSymbol(")") && !words.takeSymbol(",")) {
                throw behindLabel(keyword, open);
            }
        }
        return labels;
    }

    private Mistake behindLabel(Token keyword, Token open) {
        Token next = words.peek();
        if (next.is(Kind.END)) {
            return Words.unclosed(open, ")");
        }
        return next.isSymbol("=")
                ? new Mistake(
                        next.range(),
                        "a value of a label behind " + keyword.word(),
                        "write names of labels alone, and choose values in the braces of a selector")
                : words.unexpected(
                        "a comma or )",
                        next.isSymbol("(")
                                ? "close the labels of " + keyword.word() + " with )"
                                : "write names of labels with commas between");
    }

    private Label label(Token keyword, Token open) {
        Token token = words.peek();
        if (token.is(Kind.END)) {
            throw Words.unclosed(open, ")");
        }
        if (token.is(Kind.STRING)) {
            words.take();
            QuotedText name = QuotedText.read(token.text(), 0);
            if (name.value().isEmpty() || !name.wellFormed()) {
                throw new Mistake(
                        token.range(),
                        token.shown() + " is no name of a label",
                        "write a name of at least one character, in UTF-8");
            }
            return new Label(name.value(), token.range());
        }
        if (!token.isWord() || token.isKeyword("without")) {
            throw words.unexpected(
                    "a label",
                    token.isKeyword("without")
                            ? "write the name in quotes: \"without\""
                            : "write names of labels behind " + keyword.word() + ", with commas between");
        }
        words.take();
        return new Label(token.text(), token.range());
    }
}
