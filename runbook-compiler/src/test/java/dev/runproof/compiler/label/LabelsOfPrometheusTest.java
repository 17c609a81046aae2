package dev.runproof.compiler.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runproof.compiler.label.Presence.Certain;
import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.label.Presence.Possible;
import dev.runproof.compiler.promql.PromQl;
import dev.runproof.compiler.promql.PromQl.Parsed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said of labels is so in a real Prometheus: no label comes of which it is said that it never does, none is missing of
 * which it is said that it is certain, and none has a value that is not among those that are known. {@code -Dlabels.seed}
 * chooses other expressions, and {@code -Dlabels.count} more of them.
 */
class LabelsOfPrometheusTest {

    private static final long SEED = Long.getLong("labels.seed", 20_261_122);
    private static final int COUNT = Integer.getInteger("labels.count", 6_000);
    private static final long FIRST = 1_700_000_000;
    private static final int SAMPLES = 12;
    private static final long NOW = FIRST + (SAMPLES - 1) * 60L;

    @TempDir
    private static Path folder;

    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        prometheus =
                PrometheusServer.start(folder, RandomQueries.series(FIRST, SAMPLES), RandomAlerts.rules(SEED, NOW));
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void seriesHaveTheLabelsThatAreInferred() throws Exception {
        var queries = new RandomQueries(SEED);
        var wrong = new ArrayList<String>();
        int refused = 0;
        int empty = 0;
        int series = 0;
        var told = new TreeMap<String, Integer>();
        for (int done = 0; done < COUNT; ) {
            String text = queries.query();
            if (!(PromQl.parse(text) instanceof Parsed parsed)) {
                continue;
            }
            done++;
            LabelSet labels = LabelInference.of(parsed.expr());
            JsonNode answer = prometheus.query(text, NOW);
            List<Map<String, String>> results = results(answer);
            if (!answer.has("data")) {
                refused++;
            } else if (results.isEmpty()) {
                empty++;
            } else {
                series += results.size();
                RandomQueries.LABELS.forEach(
                        label -> told.merge(labels.presence(label).getClass().getSimpleName(), 1, Integer::sum));
                results.stream()
                        .flatMap(result -> compare(labels, result).stream())
                        .findFirst()
                        .ifPresent(what -> wrong.add(text + "\n   " + what));
            }
        }
        int all = told.values().stream().mapToInt(count -> count).sum();
        System.out.printf(
                "Labels, seed %d: %d expressions, of which Prometheus refused %d and found no series for %d;"
                        + " %d series compared, %d wrong; of %d labels asked for it was told %s%n",
                SEED, COUNT, refused, empty, series, wrong.size(), all, told);
        assertThat(wrong).as("seed %s", SEED).isEmpty();
        assertThat(COUNT - refused - empty).isGreaterThan(COUNT / 3);
        // Who always says that a label may come is never wrong.
        assertThat(told.get("Possible")).isLessThan(all * 3 / 5);
    }

    @Test
    void alertsHaveTheLabelsThatAreInferred() throws Exception {
        var json = new JsonMapper();
        String answer = prometheus.await("/api/v1/rules", body -> !body.contains("\"health\":\"unknown\""));
        var wrong = new ArrayList<String>();
        int alerts = 0;
        for (JsonNode rule : json.readTree(answer).at("/data/groups/0/rules")) {
            assertThat(rule.at("/health").asText()).as(rule.toString()).isEqualTo("ok");
            String text = rule.at("/query").asText();
            LabelSet series = LabelInference.of(((Parsed) PromQl.parse(text)).expr());
            LabelSet labels = AlertLabels.of(
                    series,
                    rule.at("/name").asText(),
                    RandomAlerts.labels(rule.at("/name").asText(), SEED));
            for (JsonNode alert : rule.at("/alerts")) {
                alerts++;
                compare(labels, labels(alert.at("/labels"))).forEach(what -> wrong.add(rule + "\n   " + what));
            }
        }
        System.out.printf("Labels of alerts, seed %d: %d alerts compared, %d wrong%n", SEED, alerts, wrong.size());
        assertThat(wrong).as("seed %s", SEED).isEmpty();
        assertThat(alerts).isEqualTo(RandomAlerts.COUNT);
    }

    /** What is wrong about one series. */
    static List<String> compare(LabelSet inferred, Map<String, String> series) {
        var labels = new TreeSet<>(inferred.named().keySet());
        labels.addAll(series.keySet());
        labels.addAll(RandomQueries.LABELS);
        return labels.stream()
                .flatMap(label -> {
                    Presence presence = inferred.presence(label);
                    String value = series.getOrDefault(label, "");
                    return agrees(presence, value)
                            ? Stream.empty()
                            : Stream.of(label + "=\"" + value + "\" in " + series + ", told " + presence);
                })
                .toList();
    }

    private static boolean agrees(Presence presence, String value) {
        if (presence instanceof Never) {
            return value.isEmpty();
        }
        Optional<SortedSet<String>> values =
                presence instanceof Certain certain ? certain.values() : ((Possible) presence).values();
        return value.isEmpty()
                ? presence instanceof Possible
                : values.map(known -> known.contains(value)).orElse(true);
    }

    /** The labels of the series that came; those of a number are none. */
    static List<Map<String, String>> results(JsonNode answer) {
        JsonNode data = answer.path("data");
        if (data.path("resultType").asText().equals("scalar")) {
            return List.of(Map.of());
        }
        var results = new ArrayList<Map<String, String>>();
        data.path("result").forEach(series -> results.add(labels(series.get("metric"))));
        return results;
    }

    private static Map<String, String> labels(JsonNode node) {
        var labels = new TreeMap<String, String>();
        node.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }
}
