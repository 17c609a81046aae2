package dev.runproof.compiler.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runproof.compiler.label.PrometheusServer;
import dev.runproof.compiler.query.Outcome.Result;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said of results is so in a real Prometheus: nothing comes where it is said that nothing ever does, and something
 * where it is said that something always does. {@code -Doutcomes.seed} chooses other expressions, and
 * {@code -Doutcomes.count} more of them.
 */
class OutcomesOfPrometheusTest {

    private static final long SEED = Long.getLong("outcomes.seed", 20_261_122);
    private static final int COUNT = Integer.getInteger("outcomes.count", 4_000);
    private static final long FIRST = 1_700_000_000;
    private static final int SAMPLES = 10;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @Test
    void nothingComesAndSomethingComesAsItIsSaid() throws Exception {
        var told = new EnumMap<Result, Integer>(Result.class);
        var wrong = new ArrayList<String>();
        int refused = 0;
        try (var prometheus = PrometheusServer.start(folder, series(), "groups: []\n")) {
            for (int done = 0; done < COUNT; ) {
                String text = vector(4);
                var scalar = new Scalar(new SourceFile("a.yaml", text).all(), text, true);
                if (!(Query.of(scalar) instanceof Query.Read query)) {
                    continue;
                }
                done++;
                JsonNode answer = prometheus.query(text, FIRST + (SAMPLES - 1) * 60L);
                if (!answer.has("data")) {
                    refused++;
                    continue;
                }
                boolean came = !answer.at("/data/result").isEmpty();
                Result result = Outcomes.of(query).result();
                told.merge(result, 1, Integer::sum);
                if (result == (came ? Result.NEVER : Result.ALWAYS)) {
                    wrong.add(text + "\n   " + result + ", but " + answer.at("/data/result"));
                }
            }
        }
        System.out.printf(
                "Outcomes, seed %d: %d expressions, of which Prometheus refused %d; of the others it was told %s, %d wrong%n",
                SEED, COUNT, refused, told, wrong.size());
        assertThat(wrong).as("seed %s", SEED).isEmpty();
        assertThat(told.get(Result.NEVER)).isGreaterThan(COUNT / 20);
        assertThat(told.get(Result.ALWAYS)).isGreaterThan(COUNT / 20);
        assertThat(told.get(Result.PERHAPS)).isGreaterThan(COUNT / 20);
    }

    /** Few series, with numbers around those of the expressions, and with what is no number. */
    private static String series() {
        List<String> values = List.of("0", "1", "2", "-1", "NaN", "+Inf", "3", "50");
        var text = new StringBuilder();
        int number = 0;
        for (String metric : List.of("x", "y", "up")) {
            text.append("# TYPE ").append(metric).append(" unknown\n");
            for (String labels : List.of("{a=\"1\"}", "{a=\"1\",b=\"u\"}", "{a=\"2\"}", "{b=\"u\"}")) {
                for (int i = 0; i < SAMPLES; i++) {
                    String value =
                            metric.equals("up") ? String.valueOf((number + i) % 2) : values.get((number + i) % 8);
                    text.append(metric).append(labels).append(' ').append(value).append(' ');
                    text.append(FIRST + i * 60L).append('\n');
                }
                number += 3;
            }
        }
        return text.toString();
    }

    private String one(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private String vector(int depth) {
        if (depth == 0) {
            return one("x", "y", "up", "vector(1)", "vector(0)", "hour()", "absent(x)", "absent(z)")
                    .replace("x", selector());
        }
        String inner = vector(depth - 1);
        return switch (random.nextInt(9)) {
            case 0 -> "(" + inner + ")";
            case 1 ->
                one("sum", "min", "max", "avg", "count", "group", "topk(1, ", "stddev")
                                .replaceFirst("([a-z])$", "$1" + one("", " by (a)", " without (b)") + " (")
                        + inner + ")";
            case 2 -> one("absent", "sort", "abs", "hour", "month", "timestamp", "-") + "(" + inner + ")";
            case 3 -> one("vector(scalar", "vector(-scalar", "sgn(ceil") + "(" + inner + "))";
            case 4 ->
                one("count", "min", "max", "present", "sum", "absent", "last") + "_over_time(" + inner + "[3m:1m])";
            case 5 -> inner + one(" and ", " unless ") + one("", "on () ", "on (a) ") + one(inner, vector(depth - 1));
            case 6 -> inner + " or " + one("", "on () ") + vector(depth - 1);
            case 7 -> inner + operator() + one("", "", "on () ", "on (a) ") + one(inner, vector(depth - 1));
            default -> random.nextBoolean() ? inner + operator() + number() : number() + operator() + inner;
        };
    }

    private String selector() {
        return "x" + one("", "", "{a=\"1\"}", "{a=\"1\",a=~\"2|3\"}", "{b!=\"\",b=\"\"}", "{a=~\"1|2\",a!=\"1\"}");
    }

    private String operator() {
        String symbol = one(" > ", " < ", " >= ", " <= ", " == ", " != ", " + ", " - ", " * ", " / ");
        return symbol + ("><=!".indexOf(symbol.charAt(1)) >= 0 && random.nextInt(4) == 0 ? "bool " : "");
    }

    private String number() {
        return one("0", "1", "2", "-1", "0.5", "24", "Inf", "NaN", "(1 - 1)", "scalar(y)", "time()");
    }
}
