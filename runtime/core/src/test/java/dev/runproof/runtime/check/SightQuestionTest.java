package dev.runproof.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.SightQuestion.Sight;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.metrics.PrometheusServer;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real Prometheus with flows of half an hour. */
class SightQuestionTest {

    private static final Instant BEGIN = Instant.parse("2026-11-02T10:00:00Z");
    private static final Instant END = Instant.parse("2026-11-02T10:30:00Z");
    private static final int LAST_STEP = 60;

    private static PrometheusServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        var flows = new HubbleFlows(BEGIN, END)
                .arriving("shop", "203.0.113.10", step -> step)
                // It has come just now, with its first flows.
                .arriving("shop", "203.0.113.11", step -> step == LAST_STEP ? 2 : -1)
                // It was here, and is no more.
                .arriving("shop", "203.0.113.12", step -> Math.min(step, 30))
                .arriving("shop", "192.0.2.10", step -> step)
                .arriving("hidden", "192.0.2.1", step -> 3L * step)
                .arriving("hidden", "2001:db8::1", step -> step)
                .add("to-endpoint", "DROPPED", "hidden", "203.0.113.10", ",source_namespace=\"\"", step -> step)
                .add("from-network", "FORWARDED", "hidden", "203.0.113.10", ",source_namespace=\"\"", step -> step);
        server = PrometheusServer.start(folder, flows.text());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "shop, 203.0.113.10, 10, 0",
        "shop, 203.0.113.11, 2, 0",
        "shop, 203.0.113.12, 0, 0",
        "shop, 203.0.113.1, 0, 0",
        "hidden, 203.0.113.10, 0, 40",
        "nowhere, 203.0.113.10, 0, 0"
    })
    void countsFlowsOfTheSourceAndOfNodes(String namespace, String source, double ofSource, double ofNodes) {
        var nodes = List.of(IpAddress.parse("192.0.2.1"), IpAddress.parse("2001:db8::1"));
        var question =
                new SightQuestion(IpAddress.parse(source), nodes, new Namespace(namespace), TimeSpan.parse("5m"));
        var answer = server.metrics().query(question.text(), END, Duration.ofSeconds(10));

        assertThat(SightQuestion.read((Answer.Samples) answer)).contains(new Sight(ofSource, ofNodes));
    }

    @Test
    void figuresThatCannotBeAreNone() {
        for (double value : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(read("source", value)).isEmpty();
            assertThat(read("nodes", value)).isEmpty();
        }
    }

    private static Optional<Sight> read(String part, double value) {
        return SightQuestion.read(new Answer.Samples(List.of(new Sample(Map.of("runproof_part", part), value))));
    }
}
