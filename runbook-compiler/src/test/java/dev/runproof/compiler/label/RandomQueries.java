package dev.runproof.compiler.label;

import dev.runproof.compiler.promql.AggregateOperator;
import dev.runproof.compiler.promql.Function;
import dev.runproof.compiler.promql.Functions;
import dev.runproof.compiler.promql.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Series with few labels and values, and expressions over them by chance; most find some. */
final class RandomQueries {

    /** The labels, of which each series has some. */
    static final List<String> LABELS = List.of("job", "instance", "pod", "env", "code", "zone", "le", "__name__");

    private static final List<String> METRICS = List.of("m", "n", "o", "h_bucket");
    private static final List<String> VALUES =
            List.of("api", "web", "a:1", "b:22", "ü", "", "", "api|web", "(.*)", "$1", "x y");
    private static final List<String> PATTERNS = List.of(
            "api",
            "api|web",
            ".+",
            ".*",
            "|api",
            "a.*",
            "(api|web)-?",
            "[^:]+:.*",
            "^api$",
            "^a.*|b.+$",
            "web|",
            "(?i)API",
            "we{1,2}b",
            "a:1",
            "[aw].*",
            ".",
            "..?.?",
            "(a|b):[0-9]+",
            "",
            "(?:)",
            "\\w+",
            "\\d*",
            "(api)?",
            "[a]pi|[w]eb",
            "api.{0}",
            "(?s:.*)",
            "\\Qapi\\E",
            "x*",
            "x+|.*",
            "a(p|q)(i)",
            "\\bapi\\b",
            "a|p|i|api");
    private static final List<String> CAPTURES = List.of(
            "(.*)",
            "(.+)",
            "([^:]+):.*",
            "(?P<h>[^:]+):(?P<p>\\\\d+)",
            "a.*",
            "",
            "api|web",
            "(api)|(web)",
            "(a)?.*",
            "(.)(.)?.*",
            "x",
            ".*",
            "[0-9]+",
            "(api)?(:)?.*",
            "((a)|(w))(.*)",
            "(.*):(.*)",
            "(a|w|)(.*)",
            "(.*)|x",
            "(?i)(A.*)",
            "(x)*.*",
            "(.{1,2}).*",
            "^(.*)$",
            "a)|(w.*",
            "(api|web|a:1|b:22|ü)?",
            "(|x).*",
            "(.*?)(i?)");
    private static final List<String> REPLACEMENTS = List.of(
            "$1", "${1}", "$h-$p", "const", "", "$1x", "${1}x", "$2$1", "$0", "$$", "$", "p-$1", "$9", "$h", "${h}",
            "$2", "${1", "$01", "$ü");
    private static final List<String> ARITHMETIC = List.of("+", "-", "*", "/", "%", "^", "atan2");
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", ">", "<=", ">=");

    private final Random random;

    RandomQueries(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Series in OpenMetrics: for each metric some that have a label and some that do not.
     *
     * @param first the time of the first sample, in seconds
     * @param samples how many there are, a minute apart
     */
    static String series(long first, int samples) {
        var text = new StringBuilder();
        for (String metric : METRICS) {
            text.append("# TYPE ").append(metric).append(" unknown\n");
            int number = 0;
            for (String job : List.of("api", "web", "")) {
                for (String instance : List.of("a:1", "b:22")) {
                    for (int rest = 0; rest < 3; rest++) {
                        number++;
                        if (metric.equals("n") && number % 3 == 1) {
                            continue;
                        }
                        var labels = new ArrayList<String>();
                        add(labels, "job", job);
                        add(labels, "instance", instance);
                        add(labels, "pod", rest == 1 ? "web" : "");
                        add(labels, "env", metric.equals("m") ? "ü" : rest == 2 ? "api" : "");
                        add(labels, "code", metric.equals("o") ? String.valueOf(number % 2) : "");
                        add(
                                labels,
                                "le",
                                metric.equals("h_bucket")
                                        ? List.of("1", "2", "+Inf").get(rest)
                                        : "");
                        for (int i = 0; i < samples; i++) {
                            text.append(metric)
                                    .append('{')
                                    .append(String.join(",", labels))
                                    .append("} ")
                                    .append((number + i * (rest + 1)) % 7)
                                    .append(' ')
                                    .append(first + i * 60L)
                                    .append('\n');
                        }
                    }
                }
            }
        }
        return text.toString();
    }

    private static void add(List<String> labels, String name, String value) {
        if (!value.isEmpty()) {
            labels.add(name + "=\"" + value + "\"");
        }
    }

    String query() {
        return vector(1 + random.nextInt(4));
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    private String label() {
        return one(LABELS);
    }

    private String labels() {
        return "("
                + String.join(
                        ", ",
                        IntStream.range(0, random.nextInt(4))
                                .mapToObj(i -> label())
                                .toList()) + ")";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String scalar(int depth) {
        if (depth > 0 && once(6)) {
            return "scalar(" + vector(depth - 1) + ")";
        }
        return one(List.of("0", "1", "2", "3", "0.5", "time()", "-1", "1 + 1", "(2)"));
    }

    private String vector(int depth) {
        if (depth <= 0) {
            return selector();
        }
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> aggregate(depth);
            case 5, 6, 7, 8 -> matched(depth);
            case 9, 10 -> withScalar(depth);
            case 11, 12 -> replace(depth);
            case 13 -> join(depth);
            case 14 -> once(2) ? "absent(" + selector() + ")" : "absent((" + selector() + "))";
            case 15 -> one(List.of("-", "+", "")) + "(" + vector(depth - 1) + ")";
            case 16 -> "histogram_quantile(0.5, " + vector(depth - 1) + ")";
            default -> call(depth);
        };
    }

    private String selector() {
        var matchers = new ArrayList<String>();
        boolean named = !once(6);
        for (int i = once(2) ? 0 : 1 + random.nextInt(2); i > 0; i--) {
            matchers.add(matcher());
        }
        if (!named && matchers.isEmpty()) {
            matchers.add("__name__=~\"m|n\"");
        }
        String text = (named ? one(METRICS) : "") + (matchers.isEmpty() ? "" : "{" + String.join(", ", matchers) + "}");
        return once(12) ? text + " offset 1m" : text;
    }

    private String matcher() {
        String label = once(9) ? label() : one(LABELS.subList(0, 6));
        return switch (random.nextInt(6)) {
            case 0 -> label + "=" + quoted(one(VALUES));
            case 1 -> label + "!=" + quoted(one(VALUES));
            case 2 -> label + "!~" + quoted(one(PATTERNS));
            case 3 -> "job=" + quoted(one(VALUES.subList(0, 2)));
            default -> label + "=~" + quoted(one(PATTERNS));
        };
    }

    private String aggregate(int depth) {
        AggregateOperator operator = one(List.of(AggregateOperator.values()));
        String parameter = operator.parameter()
                .map(type -> (type == ValueType.STRING ? quoted(label()) : one(List.of("1", "2", "0.5"))) + ", ")
                .orElse("");
        String grouping = once(5) ? " " : one(List.of(" by ", " by ", " without ")) + labels() + " ";
        return operator.symbol() + grouping + "(" + parameter + vector(depth - 1) + ")";
    }

    private String matched(int depth) {
        String left = vector(depth - 1);
        String right = once(3) ? left : vector(depth - 1);
        if (once(3)) {
            return "(" + left + ") " + one(List.of("and", "or", "or", "unless")) + " " + matching() + "(" + right + ")";
        }
        if (once(3)) {
            // The side of the one has one series for each value.
            String on = labels();
            String side = "max by " + on + " (" + right + ")";
            String many = one(List.of("group_left", "group_right"));
            String matched = " on " + on + " " + many + (once(3) ? "" : labels()) + " ";
            return many.equals("group_left")
                    ? "(" + left + ") " + operator() + matched + side
                    : side + " " + operator() + matched + "(" + left + ")";
        }
        if (once(3)) {
            String by = once(2) ? " by " + labels() : " without " + labels();
            return "sum" + by + " (" + left + ") " + operator() + " " + (once(2) ? "" : matching()) + "sum" + by + " ("
                    + right + ")";
        }
        return "(" + left + ") " + operator() + " " + matching() + fill() + "(" + right + ")";
    }

    private String fill() {
        return once(8) ? one(List.of("fill(0) ", "fill_left(1) ", "fill_right(2) ")) : "";
    }

    private String matching() {
        return once(2) ? "" : one(List.of("on", "ignoring")) + " " + labels() + " ";
    }

    private String operator() {
        return once(2) ? one(ARITHMETIC) : one(COMPARISONS) + (once(3) ? " bool" : "");
    }

    private String withScalar(int depth) {
        String vector = "(" + vector(depth - 1) + ")";
        return once(3)
                ? scalar(depth - 1) + " " + operator() + " " + vector
                : vector + " " + operator() + " " + scalar(depth - 1);
    }

    private String replace(int depth) {
        return "label_replace(" + vector(depth - 1) + ", " + quoted(label()) + ", \"" + one(REPLACEMENTS) + "\", "
                + quoted(once(9) ? "" : label()) + ", \"" + one(CAPTURES) + "\")";
    }

    private String join(int depth) {
        var arguments = new ArrayList<>(List.of(vector(depth - 1), quoted(label()), one(List.of("\"-\"", "\"\""))));
        for (int i = random.nextInt(4); i > 0; i--) {
            arguments.add(quoted(label()));
        }
        return "label_join(" + String.join(", ", arguments) + ")";
    }

    private String call(int depth) {
        Function function = one(Functions.all().stream()
                .filter(each ->
                        each.returns() == ValueType.VECTOR && !each.name().startsWith("label_"))
                .toList());
        int count = function.least() + (function.optional() == 0 ? 0 : random.nextInt(2));
        var arguments = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            boolean data = function.name().equals("info") && i == 1;
            arguments.add(data ? "{" + matcher() + "}" : argument(function.parameter(i), depth));
        }
        return function.name() + "(" + String.join(", ", arguments) + ")";
    }

    private String argument(ValueType type, int depth) {
        return switch (type) {
            case SCALAR -> scalar(depth - 1);
            case VECTOR -> vector(depth - 1);
            case STRING -> quoted(label());
            case MATRIX -> once(3) ? vector(depth - 1) + "[5m:1m]" : plain() + "[5m]";
        };
    }

    private String plain() {
        return selector().replace(" offset 1m", "");
    }
}
