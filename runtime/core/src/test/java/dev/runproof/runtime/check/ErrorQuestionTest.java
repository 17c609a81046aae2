package dev.runproof.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.metrics.OpenMetrics;
import dev.runproof.runtime.metrics.PrometheusServer;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.RequestCounter;
import dev.runproof.runtime.value.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real Prometheus with requests of ten minutes; the change is in the middle of them. */
class ErrorQuestionTest {

    private static final Instant BEGIN = Instant.parse("2026-11-02T10:00:00Z");
    private static final Instant CHANGE = Instant.parse("2026-11-02T10:05:00Z");
    private static final Instant END = Instant.parse("2026-11-02T10:10:00Z");
    private static final int CHANGE_STEP = 10;

    private static PrometheusServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        var requests = new OpenMetrics(BEGIN, END);
        requests(requests, "shop", "web-1", "200", step -> 90 * step);
        requests(requests, "shop", "web-1", "404", step -> 8 * step);
        requests(requests, "shop", "web-1", "500", step -> 2 * step);
        // It has never failed before the change.
        requests(requests, "shop", "web-2", "200", step -> 100 * step);
        requests(requests, "shop", "web-2", "503", step -> step > CHANGE_STEP ? 40 * (step - CHANGE_STEP) : -1);
        requests(requests, "blog", "blog-1", "500", step -> 1000 * step);
        // It begins anew with the change.
        requests(
                requests, "reset", "a", "200", step -> step <= CHANGE_STEP ? 10_000 + step : 50 * (step - CHANGE_STEP));
        requests(requests, "reset", "a", "500", step -> step <= CHANGE_STEP ? 10_000 + step : 0);
        requests(requests, "idle", "a", "200", step -> 7);
        requests(requests, "idle", "a", "500", step -> 7);
        server = PrometheusServer.start(folder, requests.text());
    }

    private static void requests(
            OpenMetrics metrics, String namespace, String pod, String status, OpenMetrics.Series series) {
        metrics.counter(
                "http_requests_total",
                "namespace=\"" + namespace + "\",pod=\"" + pod + "\",code=\"" + status + "\"",
                series);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static ErrorQuestion question(String namespace, String counter) {
        return new ErrorQuestion(RequestCounter.parse(counter), new Namespace(namespace), TimeSpan.parse("1m"));
    }

    private static ErrorRatio ask(String namespace, String counter, Instant at) {
        var question = question(namespace, counter);
        var answer = server.metrics().query(question.text(), at, Duration.ofSeconds(10));
        return question.read((Answer.Samples) answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop    | 2026-11-02T10:05:00Z | 4   | 400
            shop    | 2026-11-02T10:06:00Z | 84  | 480
            shop    | 2026-11-02T10:08:00Z | 84  | 480
            reset   | 2026-11-02T10:05:00Z | 2   | 4
            reset   | 2026-11-02T10:06:00Z | 0   | 100
            idle    | 2026-11-02T10:06:00Z | 0   | 0
            nowhere | 2026-11-02T10:06:00Z | 0   | 0
            """)
    void countsTheRequestsOfATime(String namespace, Instant at, double errors, double all) {
        assertThat(ask(namespace, "http_requests_total{namespace,code}", at))
                .isEqualTo(new ErrorRatio.Counted(errors, all));
    }

    @Test
    void anotherCounterHasNoRequests() {
        assertThat(ask("shop", "hubble_http_requests_total{destination_namespace,status}", CHANGE))
                .isEqualTo(new ErrorRatio.Counted(0, 0));
        assertThat(ask("shop", "http_requests_total{destination_namespace,code}", CHANGE))
                .isEqualTo(new ErrorRatio.Counted(0, 0));
    }

    @Test
    void figuresThatDoNotFitAreUnknown() {
        var nonsense = new ErrorRatio.Unknown("the figures of Prometheus do not fit together");
        assertThat(read(part("errors", 5), part("all", 4))).isEqualTo(nonsense);
        assertThat(read(part("errors", -1), part("all", 4))).isEqualTo(nonsense);
        assertThat(read(part("errors", 1), part("all", Double.POSITIVE_INFINITY)))
                .isEqualTo(nonsense);
        assertThat(read(part("errors", Double.NaN), part("all", 4))).isEqualTo(nonsense);
        assertThat(read(part("errors", 4 + 1e-10), part("all", 4))).isEqualTo(new ErrorRatio.Counted(4, 4));
    }

    private static Sample part(String name, double value) {
        return new Sample(Map.of("runproof_part", name), value);
    }

    private static ErrorRatio read(Sample... samples) {
        return question("shop", "m{a,b}").read(new Answer.Samples(List.of(samples)));
    }
}
