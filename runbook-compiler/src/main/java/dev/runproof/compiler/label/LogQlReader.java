package dev.runproof.compiler.label;

import dev.runproof.compiler.promql.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the outermost aggregations of LogQL, and operators between them. Whatever an operator does, its series have no label
 * that is on neither side: {@code group_left} only moves labels from one to the other.
 */
final class LogQlReader {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s++|#[^\\n]*+|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"|`[^`]*+`|[A-Za-z_][A-Za-z0-9_]*+|[0-9.]++|==|!=|>=|<=|.",
            Pattern.DOTALL);
    private static final Set<String> AGGREGATIONS = Set.of("sum", "avg", "min", "max", "count", "stddev", "stdvar");
    private static final Set<String> OPERATORS =
            Set.of("+", "-", "*", "/", "%", "^", "==", "!=", ">", ">=", "<", "<=", "and", "or", "unless");
    private static final int DEEPEST = 100;

    private final List<Token> tokens;
    private int at;
    private int depth;

    LogQlReader(String text) {
        this.tokens = tokens(text);
    }

    /**
     * A word or a sign.
     *
     * @param text the text
     * @param range where it stands
     */
    private record Token(String text, Range range) {

        boolean isSpace() {
            return text.isBlank() || text.startsWith("#");
        }

        /** Whether it opens a text that is not closed, or one of a kind that LogQL does not have. */
        boolean isLoneQuote() {
            return text.length() == 1 && "\"'`".contains(text);
        }

        boolean isWord() {
            return Character.isJavaIdentifierStart(text.charAt(0));
        }
    }

    private static List<Token> tokens(String text) {
        var tokens = new ArrayList<Token>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            var token = new Token(matcher.group(), new Range(matcher.start(), matcher.end()));
            if (!token.isSpace()) {
                tokens.add(token);
            }
        }
        return List.copyOf(tokens);
    }

    /** The labels; nothing if it is not made of aggregations and numbers alone. */
    Optional<LabelSet> read() {
        if (tokens.stream().anyMatch(Token::isLoneQuote)) {
            return Optional.empty();
        }
        Optional<Operand> all = operands();
        return at == tokens.size() ? all.map(Operand::labels) : Optional.empty();
    }

    /**
     * A part between operators.
     *
     * @param labels those of its series
     * @param number whether it is a number, which leaves to the series of the other side the labels that they have
     */
    private record Operand(LabelSet labels, boolean number) {

        Operand with(Operand other) {
            if (number || other.number) {
                return number ? other : this;
            }
            return new Operand(labels.or(other.labels), false);
        }
    }

    private Optional<Operand> operands() {
        Optional<Operand> all = operand();
        while (all.isPresent()
                && at < tokens.size()
                && OPERATORS.contains(tokens.get(at).text())) {
            at++;
            if (!matching()) {
                return Optional.empty();
            }
            Operand left = all.get();
            all = operand().map(left::with);
        }
        return all;
    }

    private Optional<Operand> operand() {
        if (take("(")) {
            depth++;
            Optional<Operand> inside = depth > DEEPEST ? Optional.empty() : operands();
            depth--;
            return inside.filter(operand -> take(")"));
        }
        if (next().filter(AGGREGATIONS::contains).isPresent()) {
            return aggregation().map(labels -> new Operand(labels, false));
        }
        Token first = at < tokens.size() ? tokens.get(at) : new Token("", new Range(0, 0));
        take("-");
        if (next().filter(text -> text.matches("[0-9.]+")).isPresent()) {
            at++;
            return Optional.of(new Operand(LabelSet.none(Cause.of(first.range(), "a number has no labels")), true));
        }
        return Optional.empty();
    }

    private Optional<LabelSet> aggregation() {
        Token operator = tokens.get(at);
        at++;
        int before = at;
        if (!skipGrouping()) {
            return Optional.empty();
        }
        boolean stoodBefore = at > before;
        int arguments = at;
        if (!skipParentheses()) {
            return Optional.empty();
        }
        int behind = at;
        if (!stoodBefore && !skipGrouping()) {
            return Optional.empty();
        }
        List<Token> grouping = stoodBefore ? tokens.subList(before, arguments) : tokens.subList(behind, at);
        return grouping.isEmpty()
                ? Optional.of(LabelSet.none(
                        Cause.of(operator.range(), operator.text() + " with no by gives one series without labels")))
                : grouped(operator.text(), grouping);
    }

    private static Optional<LabelSet> grouped(String operator, List<Token> grouping) {
        boolean by = grouping.get(0).text().equals("by");
        List<Token> list = grouping.subList(1, grouping.size());
        if (!by || !list.stream().allMatch(token -> token.isWord() || "(),".contains(token.text()))) {
            return Optional.empty();
        }
        Range clause =
                grouping.get(0).range().upTo(grouping.get(grouping.size() - 1).range());
        return Optional.of(LogQlInference.only(
                list.stream().filter(Token::isWord).map(Token::text).toList(),
                Cause.of(clause, operator + " keeps only the labels of by")));
    }

    /** Goes behind a clause by which series are grouped, if there is one; false if it is not understood. */
    private boolean skipGrouping() {
        return !(take("by") || take("without")) || skipParentheses();
    }

    /** What may stand behind an operator. */
    private boolean matching() {
        take("bool");
        if (take("on") || take("ignoring")) {
            if (!skipParentheses()) {
                return false;
            }
            if (take("group_left") || take("group_right")) {
                // An operand in parentheses looks like labels; and then it is not understood.
                return next().filter(text -> !text.equals("(")).isPresent() || skipParentheses();
            }
        }
        return true;
    }

    private boolean skipParentheses() {
        if (next().filter(text -> text.equals("(")).isEmpty()) {
            return false;
        }
        int open = 0;
        do {
            String text = tokens.get(at).text();
            open += text.equals("(") ? 1 : text.equals(")") ? -1 : 0;
            at++;
        } while (open > 0 && at < tokens.size());
        return open == 0;
    }

    private Optional<String> next() {
        return at < tokens.size() ? Optional.of(tokens.get(at).text()) : Optional.empty();
    }

    private boolean take(String text) {
        boolean there = next().filter(text::equals).isPresent();
        if (there) {
            at++;
        }
        return there;
    }
}
