package dev.runproof.compiler.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runproof.compiler.label.Presence.Possible;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.PromQl;
import dev.runproof.compiler.promql.PromQl.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said of series that recording rules make is so in a real Prometheus: of an estate by chance, in which rules read each
 * other, in circles too, and several have one name. {@code -Dlabels.seed} chooses another estate.
 */
class RecordedLabelsOfPrometheusTest {

    private static final long SEED = Long.getLong("labels.seed", 20_261_122);
    private static final int QUERIES = 1_500;
    private static final long FIRST = 1_700_000_000;
    private static final int SAMPLES = 12;
    private static final long NOW = FIRST + (SAMPLES - 1) * 60L;

    @TempDir
    private Path folder;

    @Test
    void seriesOfRulesHaveTheLabelsThatAreInferred() throws Exception {
        var random = new RandomRecordings(SEED, NOW);
        try (PrometheusServer plain = start("plain", "groups: []\n")) {
            random.grow(query -> LabelsOfPrometheusTest.results(plain.query(query, NOW)));
        }
        var recorded = RecordedLabels.of(random.rules(), Set.of());
        List<String> queries = new ArrayList<>(random.names());
        for (int i = 0; i < QUERIES; i++) {
            queries.add(random.reading());
        }
        var wrong = new ArrayList<String>();
        var told = new TreeMap<String, Integer>();
        int compared = 0;
        int otherwiseOpen = 0;
        try (PrometheusServer server = start("recording", random.text())) {
            server.await("/api/v1/rules", body -> !body.contains("\"health\":\"unknown\""));
            long now = Clock.systemUTC().instant().getEpochSecond() + 1;
            for (String query : queries) {
                Expr expr = ((Parsed) PromQl.parse(query)).expr();
                LabelSet labels = LabelInference.of(expr, recorded);
                LabelSet without = LabelInference.of(expr);
                JsonNode answer = server.query(query, now);
                for (Map<String, String> series : LabelsOfPrometheusTest.results(answer)) {
                    compared++;
                    LabelsOfPrometheusTest.compare(labels, series).stream()
                            .findFirst()
                            .ifPresent(what -> wrong.add(query + "\n   " + what));
                }
                for (String label : RandomQueries.LABELS) {
                    Presence presence = labels.presence(label);
                    told.merge(presence.getClass().getSimpleName(), 1, Integer::sum);
                    otherwiseOpen +=
                            without.presence(label) instanceof Possible && !(presence instanceof Possible) ? 1 : 0;
                }
            }
        }
        System.out.printf(
                "Recorded labels, seed %d: %d rules of %d names, %d expressions; %d series compared, %d wrong; told %s,"
                        + " %d of them only by the rules%n",
                SEED,
                random.rules().size(),
                random.names().size(),
                queries.size(),
                compared,
                wrong.size(),
                told,
                otherwiseOpen);
        assertThat(wrong).as("seed %s:%n%s", SEED, random.text()).isEmpty();
        assertThat(compared).isGreaterThan(2 * QUERIES);
        assertThat(otherwiseOpen).isGreaterThan(QUERIES / 8);
    }

    private PrometheusServer start(String name, String rules) throws IOException, InterruptedException {
        return PrometheusServer.start(
                Files.createDirectory(folder.resolve(name)), RandomQueries.series(FIRST, SAMPLES), rules);
    }
}
