package dev.runproof.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.PressureQuestion.Pressure;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.metrics.OpenMetrics;
import dev.runproof.runtime.metrics.PrometheusServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real Prometheus with two agents, whose maps fill up and are emptied again. */
class PressureQuestionTest {

    private static final Instant BEGIN = Instant.parse("2026-11-02T10:00:00Z");
    private static final Instant END = Instant.parse("2026-11-02T11:00:00Z");
    private static final int HALF_AN_HOUR = 60;

    @Test
    void theFullestOfAllPolicyMapsCounts(@TempDir Path folder) throws IOException, InterruptedException {
        var metrics = new OpenMetrics(BEGIN, END);
        for (String agent : List.of("192.0.2.1:9962", "192.0.2.2:9962")) {
            pressure(metrics, "lxc", agent, step -> 0.95);
            pressure(metrics, "egress_gw_policy_v4", agent, step -> 0.96);
        }
        // What an agent of 1.16, of 1.17 and of 1.14 calls them; below a tenth it tells nothing.
        pressure(metrics, "cilium_policy_*", "192.0.2.1:9962", step -> step >= HALF_AN_HOUR ? 0.34 : -1);
        pressure(metrics, "cilium_policy_v2_*", "192.0.2.2:9962", step -> step >= 80 && step < 90 ? 0.5 : -1);
        pressure(metrics, "policy_02366", "192.0.2.2:9962", step -> step >= 110 ? 3.886719 : -1);
        try (var server = PrometheusServer.start(folder, metrics.text())) {
            assertThat(ask(server, BEGIN.minusSeconds(1))).isEmpty();
            assertThat(ask(server, "10:20:00")).contains(new Pressure(2, Optional.empty()));
            assertThat(ask(server, "10:31:00")).contains(new Pressure(2, Optional.of(0.34)));
            assertThat(ask(server, "10:41:00")).contains(new Pressure(2, Optional.of(0.5)));
            assertThat(ask(server, "10:51:00")).contains(new Pressure(2, Optional.of(0.34)));
            assertThat(ask(server, "10:56:00")).contains(new Pressure(2, Optional.of(3.886719)));
        }
    }

    private static void pressure(OpenMetrics metrics, String map, String agent, OpenMetrics.Series series) {
        metrics.gauge("cilium_bpf_map_pressure", "instance=\"" + agent + "\",map_name=\"" + map + "\"", series);
    }

    private static Optional<Pressure> ask(PrometheusServer server, String time) {
        return ask(server, Instant.parse("2026-11-02T" + time + "Z"));
    }

    private static Optional<Pressure> ask(PrometheusServer server, Instant at) {
        var answer = server.metrics().query(PressureQuestion.TEXT, at, Duration.ofSeconds(10));
        return PressureQuestion.read((Answer.Samples) answer);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "NaN, 0.5", "1, NaN", "1, -1", "1, Infinity"})
    void figuresThatCannotBeAreNone(double agents, double fullest) {
        var samples = List.of(
                new Sample(Map.of("runproof_part", "agents"), agents),
                new Sample(Map.of("runproof_part", "fullest"), fullest));
        assertThat(PressureQuestion.read(new Answer.Samples(samples))).isEmpty();
    }
}
