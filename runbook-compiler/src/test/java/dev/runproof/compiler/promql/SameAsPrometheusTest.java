package dev.runproof.compiler.promql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runproof.compiler.promql.PromQl.Parsed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Our parser reads what that of Prometheus reads: it accepts the same texts, as the same trees, with each part at the same
 * place. {@code -Dpromql.seed} chooses other texts of chance, and {@code -Dpromql.times} more of them.
 */
class SameAsPrometheusTest {

    private static final long SEED = Long.getLong("promql.seed", 20_261_122);
    private static final int TIMES = Integer.getInteger("promql.times", 1);

    /** Parts that Prometheus reads in a way that is a mistake of its own, and that differ from ours on purpose. */
    private enum MistakenByPrometheus {
        /** The end of a selector leaves its last modifier out. */
        ANCHORED_OR_SMOOTHED("(?is).*(anchored|smoothed).*"),

        /**
         * Of {@code (x offset (5m))} the selector ends behind the outer parenthesis: where the duration might go on, the
         * parser has read one word too many.
         */
        OFFSET_THAT_MIGHT_GO_ON("(?is).*offset(\\s|#[^\\n\\r]*)*([-+](\\s|#[^\\n\\r]*)*[-+]|\\().*"),

        /**
         * Of {@code (sum(x) # note} and a parenthesis on the next line the sum ends behind that: where labels might follow,
         * the parser has read one word too many, and looks for the one before through spaces, but not through comments.
         */
        AGGREGATION_BEFORE_A_COMMENT("(?s).*#.*"),

        /** A time after {@code @} whose milliseconds are more than 64 bits is the earliest there is, and not the latest. */
        TIME_BEYOND_ALL_YEARS("(?s).*@.*[0-9]{16}.*|(?s).*@.*0[xX].*|(?s).*@.*[eE].*");

        private final Pattern text;

        MistakenByPrometheus(String text) {
            this.text = Pattern.compile(text);
        }
    }

    private static PrometheusParser prometheus;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        prometheus = PrometheusParser.require();
    }

    @Test
    void theFunctionsAreTheSame() throws Exception {
        Map<String, String> theirs = prometheus.table("functions").stream()
                .collect(Collectors.toMap(
                        row -> row.get("name").asText(),
                        row -> StreamSupport.stream(row.get("parameters").spliterator(), false)
                                        .map(JsonNode::asText)
                                        .toList()
                                + " " + row.get("optional") + " "
                                + row.get("returns").asText() + " "
                                + row.get("experimental")));
        assertThat(Functions.all().stream()
                        .filter(function -> !function.name().equals(Functions.HOLT_WINTERS))
                        .collect(Collectors.toMap(
                                Function::name,
                                function -> function.parameters().stream()
                                                .map(SameAsPrometheusTest::small)
                                                .toList()
                                        + " " + function.optional() + " " + small(function.returns()) + " "
                                        + function.experimental())))
                .isEqualTo(theirs);
    }

    @Test
    void aFunctionOfPrometheus2IsReadThoughPrometheus3RefusesIt() throws Exception {
        String text = "holt_winters(x[5m], 0.5, 0.5)";
        assertThat(prometheus.read(List.of(text)).get(0).has("tree")).isFalse();
        assertThat(PromQl.parse(text)).isInstanceOf(Parsed.class);
    }

    @Test
    void theClassesOfCharactersAreTheSame() throws Exception {
        JsonNode names = prometheus.table("classes").get(0);
        assertThat(names.size()).isGreaterThan(200);
        assertThat(StreamSupport.stream(names.spliterator(), false).map(JsonNode::asText))
                .allMatch(UnicodeClasses::has);
        assertThat(Stream.of("", "greek", "Letter", "any", "GREEK", "Grek")).noneMatch(UnicodeClasses::has);
    }

    @Test
    void rulesAreReadTheSame() throws Exception {
        assertThat(compare("rules", RuleExpressions.ofAll()))
                .isEqualTo(RuleExpressions.ofAll().size());
    }

    @Test
    void expressionsPickedByHandAreReadTheSame() throws Exception {
        List<String> texts = picked();
        assertThat(compare("picked by hand", texts)).isBetween(texts.size() / 3, texts.size() * 2 / 3);
    }

    @Test
    void expressionsGrownFromTheGrammarAreReadTheSame() throws Exception {
        var random = new RandomExpressions(SEED);
        List<String> texts = times(8_000, random::grown);
        assertThat(compare("grown", texts)).isGreaterThan(texts.size() / 3);
    }

    @Test
    void expressionsWithMistakesAreReadTheSame() throws Exception {
        var random = new RandomExpressions(SEED + 1);
        var right = new ArrayList<String>(RuleExpressions.ofAll());
        right.addAll(picked());
        right.addAll(times(3_000, random::grown));
        List<String> texts = new ArrayList<>();
        for (String text : right) {
            for (int i = 0; i < 6 * TIMES; i++) {
                texts.add(random.mutated(text));
            }
        }
        assertThat(texts).hasSizeGreaterThan(18_000);
        assertThat(compare("mutated", texts)).isGreaterThan(texts.size() / 20);
    }

    @Test
    void regularExpressionsAreReadTheSame() throws Exception {
        var random = new RandomExpressions(SEED + 2);
        List<String> texts = times(8_000, random::matching);
        assertThat(compare("regular expressions", texts)).isGreaterThan(texts.size() / 20);
    }

    @Test
    void literalsAreReadTheSame() throws Exception {
        var random = new RandomExpressions(SEED + 3);
        List<String> texts = times(8_000, random::literal);
        assertThat(compare("literals", texts)).isGreaterThan(texts.size() / 20);
    }

    private static List<String> times(int number, Supplier<String> text) {
        return Stream.generate(text).limit((long) number * TIMES).toList();
    }

    /** Compares what the two parsers say, and counts what they accept. */
    private static int compare(String what, List<String> texts) throws Exception {
        List<JsonNode> theirs = prometheus.read(texts);
        var differences = new ArrayList<String>();
        var mistaken = new EnumMap<MistakenByPrometheus, Integer>(MistakenByPrometheus.class);
        int accepted = 0;
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            Optional<JsonNode> their = Optional.ofNullable(theirs.get(i).get("tree"));
            Optional<JsonNode> our = PromQl.parse(text) instanceof Parsed parsed
                    ? Optional.of(GoTree.of(parsed.expr()))
                    : Optional.empty();
            accepted += our.isPresent() ? 1 : 0;
            if (!our.equals(their)) {
                Optional<MistakenByPrometheus> known = Arrays.stream(MistakenByPrometheus.values())
                        .filter(kind -> kind.text.matcher(text).matches())
                        .findFirst();
                boolean sameElse = our.map(SameAsPrometheusTest::withoutMistakes)
                        .equals(their.map(SameAsPrometheusTest::withoutMistakes));
                if (known.isPresent() && our.isPresent() && sameElse) {
                    mistaken.merge(known.get(), 1, Integer::sum);
                } else {
                    differences.add(
                            text + "\n  ours   " + our.map(JsonNode::toString).orElse("refused: " + PromQl.parse(text))
                                    + "\n  theirs " + theirs.get(i));
                }
            }
        }
        System.out.println("PromQL, seed " + SEED + ", " + what + ": " + texts.size() + " texts, accepted " + accepted
                + ", mistaken by Prometheus " + mistaken);
        assertThat(differences).as("of %s texts, seed %s", texts.size(), SEED).isEmpty();
        return accepted;
    }

    private static JsonNode withoutMistakes(JsonNode tree) {
        JsonNode copy = tree.deepCopy();
        removeMistakes(copy);
        return copy;
    }

    private static void removeMistakes(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            object.remove(List.of("start", "end"));
            if (object.path("at").asText().equals(Long.toString(Long.MIN_VALUE))) {
                object.put("at", Long.toString(Long.MAX_VALUE));
            }
        }
        tree.forEach(SameAsPrometheusTest::removeMistakes);
    }

    private static String small(ValueType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> picked() throws IOException {
        var texts = new ArrayList<>(List.of(
                "",
                " \t\r\n",
                "# nothing",
                "sum(\n  rate(x[5m]) # the rate\n) by (job) # by job",
                "x # to the end",
                "x[5m # a range\r]",
                "x[ # no comment\n5m]",
                "{ # labels\n a=\"b\" # one\n, # and\n}",
                "\"two\nlines\"",
                "`two\nlines`",
                "x{a=\"\0\"}",
                "\uFEFFx",
                "x{a=\"\uFFFD\"}",
                "x{a=\"\ud83d\"}",
                "x\u00a0",
                "x \u2212 1"));
        try (var lines = SameAsPrometheusTest.class.getResourceAsStream("expressions.txt")) {
            new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("//"))
                    .forEach(texts::add);
        }
        return texts;
    }
}
