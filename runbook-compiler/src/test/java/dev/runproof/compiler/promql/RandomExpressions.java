package dev.runproof.compiler.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expressions by chance: grown from the grammar, mostly right, or others with mistakes put into them. */
final class RandomExpressions {

    private static final List<String> NAMES = List.of(
            "up",
            "x",
            "http_requests_total",
            "a:b:rate5m",
            ":c",
            "sum",
            "by",
            "offset",
            "and",
            "or",
            "unless",
            "start",
            "end",
            "step",
            "range",
            "fill",
            "fill_left",
            "without",
            "Inf_x",
            "topk",
            "anchored",
            "max_of",
            "_");
    private static final List<String> LABELS = List.of(
            "job",
            "instance",
            "le",
            "by",
            "on",
            "group_left",
            "and",
            "start",
            "bool",
            "fill",
            "a:b",
            "\"a.b\"",
            "'ü'",
            "`x y`",
            "sum",
            "atan2",
            "__name__",
            "max_of",
            "offset");
    private static final List<String> VALUES = List.of(
            "\"\"",
            "\"a\"",
            "'b'",
            "`c\\d`",
            "\"a|b\"",
            "\".*\"",
            "\".+\"",
            "\"a\\\\.b\"",
            "\"\\\"\"",
            "'\\''",
            "\"\\x41\\101\\u00e9\\U0001F600\"",
            "\"\\xff\"",
            "\"[a-z]{2,3}\"",
            "\"(?i:x)|y?\"",
            "\"(a\"",
            "`\\p{Greek}`",
            "\"a**\"",
            "`(?=a)`",
            "\"日本\"",
            "\"x{1001}\"",
            "\"|a\"",
            "`\\Q.*\\E`",
            "`[[:alpha:]]`",
            "`\\bx`",
            "`\\B`");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2.5",
            ".5",
            "5.",
            "1e3",
            "1E-3",
            "0x1F",
            "0x1f ",
            "017",
            "08",
            "1_000",
            "0_7",
            "Inf",
            "NaN",
            "nan",
            "9223372036854775807",
            "9223372036854775808",
            "1e400",
            "1.2.3",
            "5m",
            "1h30m",
            "1d",
            "1y2w3d4h5m6s7ms",
            "1m1h",
            "0x",
            "0xe",
            "1__0",
            "1e",
            "300y",
            "0s",
            "1_0.5",
            "0x_f",
            "1.5m",
            "00",
            "1e1_0",
            "0x1p",
            "010.5");
    private static final List<String> DURATIONS = List.of(
            "5m", "1h30m", "1d", "30", "0.5", "1y", "0s", "-5m", "500ms", "1w2d", "300y", "1h1h", "1e2", "5", "0x10");
    private static final List<String> OPERATORS = List.of(
            "+", "-", "*", "/", "%", "^", "==", "!=", "<", "<=", ">", ">=", "and", "or", "unless", "atan2", "</", ">/",
            "AND", "Or");
    private static final List<String> SPACES = List.of(" ", " ", " ", "", "\n", "\t", " # note\n", "  ");

    /** Words to put somewhere by chance. */
    private static final List<String> WORDS = List.of(
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "@",
            "=",
            "==",
            "=~",
            "!~",
            "!=",
            "!",
            "~",
            "<",
            ">/",
            "+",
            "-",
            "^",
            "*",
            "bool",
            "by",
            "without",
            "on",
            "ignoring",
            "group_left",
            "group_right",
            "fill",
            "fill(1)",
            "fill_left(0)",
            "offset",
            "offset 5m",
            "offset (5m)",
            "@ 5",
            "@ end()",
            "anchored",
            "smoothed",
            "step()",
            "range()",
            "[5m]",
            "[1h:]",
            "[1h:5m]",
            "sum",
            "rate",
            "up",
            "{}",
            "()",
            "\"a\"",
            "'",
            "`",
            "\\",
            "#",
            "# c\n",
            "5m",
            "1",
            "1e",
            "0x",
            "_",
            ".",
            "é",
            "\u00a0",
            "\uFFFD",
            "😀",
            "$",
            "{{",
            "and",
            "or",
            "max_of(1,2)",
            "inf",
            "info(x, {})",
            "start",
            "end()",
            "\0",
            "\r",
            "\"\\xff\"",
            "0s",
            "offset 0s",
            "by (a)",
            "(a)",
            "without (a,)",
            "-1");

    /** What regular expressions are made of. */
    private static final List<String> PATTERNS = List.of(
            "a",
            "b",
            ".",
            "*",
            "+",
            "?",
            "|",
            "(",
            ")",
            "(?:",
            "(?i)",
            "(?i-s:",
            "(?P<n>",
            "(?<n>",
            "(?=",
            "(?",
            "(?-)",
            "[",
            "]",
            "[^",
            "-",
            "a-z",
            "z-a",
            "[:alpha:]",
            "[:^digit:]",
            "[:x:]",
            "[[:",
            ":]",
            "{2}",
            "{2,}",
            "{,2}",
            "{0}",
            "{1,0}",
            "{1000}",
            "{1001}",
            "{30}",
            "{2,3}",
            "{",
            "}",
            ",",
            "^",
            "$",
            "\\",
            "\\d",
            "\\W",
            "\\b",
            "\\B",
            "\\A",
            "\\z",
            "\\Z",
            "\\C",
            "\\Q",
            "\\E",
            "\\pL",
            "\\p{Greek}",
            "\\P{^Lu}",
            "\\p{x}",
            "\\p",
            "\\x41",
            "\\x{1F600}",
            "\\x{110000}",
            "\\x{D800}",
            "\\x4",
            "\\101",
            "\\1",
            "\\08",
            "\\8",
            "\\_",
            "\\é",
            "\\-",
            "\\n",
            "\\q",
            "é",
            "日",
            "😀",
            "\n",
            "\uFFFD",
            "1",
            ":",
            "<",
            ">",
            "i",
            "#",
            "\\u00e9");

    /** What strings are made of. */
    private static final List<String> ESCAPES = List.of(
            "a",
            "é",
            "😀",
            "\\n",
            "\\\\",
            "\\\"",
            "\\'",
            "\\`",
            "\\x41",
            "\\xff",
            "\\xc3\\xa9",
            "\\xe2\\x82",
            "\\u00e9",
            "\\ud800",
            "\\U0001F600",
            "\\U00110000",
            "\\101",
            "\\377",
            "\\400",
            "\\18",
            "\\x4",
            "\\q",
            "\\",
            "\"",
            "'",
            "`",
            "\n",
            "\r",
            "\0",
            "\uFFFD",
            "#",
            "\\a\\b\\f\\r\\t\\v",
            "\\0",
            "\\000",
            "\\xF0\\x9F\\x98",
            "\\xc0\\x80",
            "\ud800");

    private static final Pattern TOKEN = Pattern.compile(
            "[A-Za-z_:][A-Za-z0-9_:]*|[0-9.]+[a-z0-9]*|\"[^\"]*\"|'[^']*'|\\s+|[=!<>]=|[=!]~|.", Pattern.DOTALL);

    private final Random random;

    RandomExpressions(long seed) {
        this.random = new Random(seed);
    }

    /** An expression of the grammar; most are right. */
    String grown() {
        return expr(ValueType.VECTOR, 1 + random.nextInt(4));
    }

    /** An expression with up to three mistakes, some of which are none. */
    String mutated(String expression) {
        String text = expression;
        for (int i = random.nextInt(3); i >= 0; i--) {
            text = random.nextInt(4) == 0 ? byCharacter(text) : byWord(text);
        }
        return text;
    }

    /** A selector with a regular expression, right or wrong. */
    String matching() {
        var pattern = new StringBuilder();
        for (int i = random.nextInt(9); i >= 0; i--) {
            pattern.append(one(PATTERNS));
        }
        String operator = one(List.of("=~", "!~"));
        String text = pattern.toString();
        return "{a" + operator + (once(2) ? "`" + text.replace("`", "") + "`" : "\"" + escaped(text) + "\"") + "}";
    }

    private String escaped(String text) {
        return once(9) ? text : text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** A number, a duration or a string, right or wrong. */
    String literal() {
        var text = new StringBuilder();
        if (once(2)) {
            for (int i = random.nextInt(7); i >= 0; i--) {
                text.append("0123456789_.xXeEabsmhdwyp+-".charAt(random.nextInt(27)));
            }
            return once(4) ? "x[" + text + "]" : once(4) ? "x offset " + text : text.toString();
        }
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(one(ESCAPES));
        }
        String quote = one(List.of("\"", "'", "`"));
        String string = quote + text + quote;
        return once(3) ? "sum by (" + string + ") (x)" : once(2) ? "{" + string + "}" : string;
    }

    private String byWord(String text) {
        var words = new ArrayList<String>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        int at = words.isEmpty() ? 0 : random.nextInt(words.size());
        switch (words.isEmpty() ? 0 : random.nextInt(6)) {
            case 0 -> words.add(at, one(WORDS));
            case 1 -> words.remove(at);
            case 2 -> words.add(at, words.get(at));
            case 3 -> words.set(at, one(WORDS));
            case 4 -> words.add(at, words.remove(random.nextInt(words.size())));
            default ->
                words.subList(at, Math.min(words.size(), at + random.nextInt(4)))
                        .clear();
        }
        return String.join("", words);
    }

    private String byCharacter(String text) {
        var characters = new StringBuilder(text);
        int at = random.nextInt(text.length() + 1);
        char c = (char) (random.nextInt(8) == 0 ? random.nextInt(0x300) : 0x20 + random.nextInt(0x5f));
        switch (at == text.length() ? 0 : random.nextInt(3)) {
            case 0 -> characters.insert(at, c);
            case 1 -> characters.deleteCharAt(at);
            default -> characters.setCharAt(at, c);
        }
        return characters.toString();
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    private String space() {
        return one(SPACES);
    }

    private String expr(ValueType type, int depth) {
        if (once(60)) {
            return expr(one(List.of(ValueType.values())), depth);
        }
        if (once(12)) {
            return "(" + space() + expr(type, depth) + space() + ")";
        }
        return switch (type) {
            case SCALAR -> scalar(depth);
            case VECTOR -> vector(depth);
            case MATRIX -> matrix(depth);
            case STRING -> one(VALUES);
        };
    }

    private String scalar(int depth) {
        if (depth <= 0 || once(2)) {
            return one(NUMBERS);
        }
        return switch (random.nextInt(4)) {
            case 0 -> one(List.of("-", "+", "- ", "--")) + expr(ValueType.SCALAR, depth - 1);
            case 1 ->
                expr(ValueType.SCALAR, depth - 1)
                        + space()
                        + one(OPERATORS)
                        + space()
                        + (once(2) ? "bool " : "")
                        + expr(ValueType.SCALAR, depth - 1);
            case 2 -> call(ValueType.SCALAR, depth);
            default -> one(List.of("time()", "pi()", "step()", "range()", "start()", "end()", "max_of(1, 2m)"));
        };
    }

    private String vector(int depth) {
        if (depth <= 0) {
            return selector();
        }
        return switch (random.nextInt(6)) {
            case 0 -> selector() + modifiers();
            case 1 -> aggregate(depth);
            case 2 -> one(List.of("-", "+")) + expr(ValueType.VECTOR, depth - 1);
            case 3 -> call(ValueType.VECTOR, depth);
            default -> binary(depth);
        };
    }

    private String selector() {
        var text = new StringBuilder(once(5) ? "" : one(NAMES));
        if (text.isEmpty() || once(2)) {
            text.append(once(9) ? " " : "").append("{");
            for (int i = random.nextInt(3); i > 0; i--) {
                text.append(matcher()).append(once(9) ? " , " : ",");
            }
            text.append(once(9) ? "" : matcher()).append("}");
        }
        return text.toString();
    }

    private String matcher() {
        if (once(8)) {
            return one(VALUES);
        }
        return one(LABELS) + (once(9) ? " " : "") + one(List.of("=", "!=", "=~", "!~")) + one(VALUES);
    }

    private String modifiers() {
        var text = new StringBuilder();
        for (int i = once(3) ? random.nextInt(3) : 0; i > 0; i--) {
            text.append(' ')
                    .append(
                            switch (random.nextInt(5)) {
                                case 0 -> "offset " + offset();
                                case 1 ->
                                    "@ "
                                            + one(List.of(
                                                    "5",
                                                    "-1.5",
                                                    "+1e3",
                                                    "start()",
                                                    "end( )",
                                                    "5m",
                                                    "1e10",
                                                    "NaN",
                                                    "1609746000"));
                                case 2 -> "anchored";
                                case 3 -> "smoothed";
                                default -> "OFFSET " + one(DURATIONS);
                            });
        }
        return text.toString();
    }

    private String offset() {
        return switch (random.nextInt(4)) {
            case 0 -> one(List.of("-", "+", "--")) + duration(1);
            case 1 -> "(" + duration(2) + ")" + (once(2) ? one(List.of("+", "*", "^", "-", " / ")) + duration(1) : "");
            case 2 ->
                one(List.of(
                        "step()", "-range()", "+step()", "max_of(1, 2)", "- min_of(1m, step())", "-(5m)", "+(step())"));
            default -> one(DURATIONS);
        };
    }

    private String duration(int depth) {
        if (depth <= 0 || once(2)) {
            return one(DURATIONS);
        }
        return switch (random.nextInt(5)) {
            case 0 -> "(" + duration(depth - 1) + ")";
            case 1 -> one(List.of("-", "+")) + duration(depth - 1);
            case 2 -> one(List.of("step()", "range()", "STEP ( )", "max_of(5m, step())"));
            default ->
                duration(depth - 1)
                        + space().replace("# note", "")
                        + one(List.of("+", "-", "*", "/", "%", "^"))
                        + duration(depth - 1);
        };
    }

    private String matrix(int depth) {
        String window = once(4) ? duration(2) : one(DURATIONS);
        if (depth <= 0 || !once(3)) {
            return selector() + "[" + window + "]" + modifiers();
        }
        String step = once(2) ? "" : once(4) ? duration(2) : one(DURATIONS);
        return expr(ValueType.VECTOR, depth - 1) + "[" + window + ":" + step + "]" + modifiers();
    }

    private String labels() {
        var text = new StringBuilder("(");
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(one(LABELS)).append(once(5) ? " ,\n" : ",");
        }
        return text.append(once(3) ? "" : one(LABELS)).append(")").toString();
    }

    private String aggregate(int depth) {
        AggregateOperator operator = one(List.of(AggregateOperator.values()));
        String name = once(9) ? operator.name() : operator.symbol();
        String parameter = operator.parameter()
                .map(type -> expr(type, depth - 1) + "," + space())
                .orElse("");
        String arguments = "(" + parameter + expr(ValueType.VECTOR, depth - 1) + ")";
        Supplier<String> grouping = () -> one(List.of("by", "without", "BY")) + space() + labels();
        return switch (random.nextInt(3)) {
            case 0 -> name + " " + grouping.get() + space() + arguments;
            case 1 -> name + space() + arguments + space() + grouping.get();
            default -> name + arguments;
        };
    }

    private String call(ValueType returns, int depth) {
        List<Function> functions = Functions.all().stream()
                .filter(function ->
                        function.returns() == returns && !function.name().equals(Functions.HOLT_WINTERS))
                .toList();
        Function function = one(functions);
        var arguments = new ArrayList<String>();
        int count = function.least()
                + (function.optional() == 0 ? 0 : random.nextInt(Math.min(3, function.most() - function.least() + 1)));
        for (int i = 0; i < count; i++) {
            boolean labels = function.name().equals("info") && i == 1;
            arguments.add(
                    labels ? one(List.of("{}", "{a=\"b\"}", "x", "({})")) : expr(function.parameter(i), depth - 1));
        }
        return function.name() + (once(9) ? " " : "") + "(" + space() + String.join("," + space(), arguments) + ")";
    }

    private String binary(int depth) {
        boolean left = !once(5);
        boolean right = !once(5);
        var text = new StringBuilder(expr(left ? ValueType.VECTOR : ValueType.SCALAR, depth - 1));
        text.append(' ').append(one(OPERATORS)).append(' ').append(once(6) ? "bool " : "");
        if (once(4)) {
            text.append(one(List.of("on", "ignoring", "ON")))
                    .append(space())
                    .append(labels())
                    .append(' ');
            if (once(2)) {
                text.append(one(List.of("group_left", "group_right")))
                        .append(once(2) ? "" : labels())
                        .append(' ');
            }
        }
        if (once(9)) {
            text.append(one(List.of(
                    "fill(0) ",
                    "fill_left (-1) ",
                    "fill_right(NaN)",
                    "fill_left(1) fill_right(5m) ",
                    "fill_right(1)fill_left(+2) ")));
        }
        return text.append(expr(right ? ValueType.VECTOR : ValueType.SCALAR, depth - 1))
                .toString();
    }
}
