package dev.runproof.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a real Prometheus. */
class PrometheusTest {

    private static final Instant AT = Instant.parse("2026-11-02T10:00:00Z");

    /** What a label may hold, beside what a query would be broken by. */
    private static final List<String> NASTY =
            List.of("a\"} or vector(1) or x{b=\"", "\\", "\\\"", "a\nb", "\u0001", "`'{}()[]$", "über 😀 \u202e");

    private static PrometheusServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        var samples = new StringBuilder("# TYPE load gauge\n");
        samples.append("load{of=\"one\"} 1.5 ").append(AT.getEpochSecond()).append('\n');
        samples.append("load{of=\"two\"} -2 ").append(AT.getEpochSecond()).append('\n');
        for (int i = 0; i < NASTY.size(); i++) {
            String escaped =
                    NASTY.get(i).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            samples.append("load{nasty=\"" + escaped + "\"} " + i + " " + AT.getEpochSecond() + "\n");
        }
        server = PrometheusServer.start(folder, samples.toString());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Answer ask(String query) {
        return server.metrics().query(query, AT, Duration.ofSeconds(10));
    }

    @Test
    void readsSeveralSeriesAtATime() {
        assertThat(((Answer.Samples) ask("load{of!=\"\"}")).samples())
                .containsExactlyInAnyOrder(
                        new Sample(Map.of("__name__", "load", "of", "one"), 1.5),
                        new Sample(Map.of("__name__", "load", "of", "two"), -2));
        assertThat(server.metrics().query("load", AT.minusSeconds(1), Duration.ofSeconds(10)))
                .isEqualTo(new Answer.Samples(List.of()));
    }

    @ParameterizedTest
    @CsvSource({"vector(1)/0, Infinity", "vector(-1)/0, -Infinity", "vector(0)/0, NaN", "vector(1e300), 1e300"})
    void readsWhatIsNoFiniteNumber(String query, double value) {
        assertThat(ask(query)).isEqualTo(new Answer.Samples(List.of(new Sample(Map.of(), value))));
    }

    @Test
    void aLiteralIsWhatItIsOf() {
        for (int i = 0; i < NASTY.size(); i++) {
            String text = NASTY.get(i);
            var sample = new Sample(Map.of("__name__", "load", "nasty", text), i);
            assertThat(ask("load{nasty=" + PromQl.quoted(text) + "}")).isEqualTo(new Answer.Samples(List.of(sample)));
            assertThat(ask("load{nasty=~" + PromQl.quoted(PromQl.literally(text)) + "}"))
                    .isEqualTo(new Answer.Samples(List.of(sample)));
        }
    }

    @Test
    void halfACharacterIsNoHole() {
        assertThat(PromQl.quoted("a\ud83d")).isEqualTo("\"a\ufffd\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            load{             | Prometheus answers 400: invalid parameter
            1                 | what answers for Prometheus does not answer as one does
            load[5m]          | what answers for Prometheus does not answer as one does
            "text"            | what answers for Prometheus does not answer as one does
            load * on() load  | Prometheus answers 422: found duplicate series
            """)
    void saysWhyThereIsNoAnswer(String query, String reason) {
        assertThat(ask(query))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown ->
                                assertThat(unknown.reason()).startsWith(reason).matches("[^\\p{Cntrl}]+"));
    }

    @Test
    void isServedUnderAPath() {
        assertThat(Prometheus.at(server.url() + "/elsewhere/").query("load", AT, Duration.ofSeconds(10)))
                .isEqualTo(new Answer.Unknown("Prometheus answers 404"));
        assertThat(Prometheus.at(server.url() + "/").query("vector(1)", AT, Duration.ofSeconds(10)))
                .isInstanceOf(Answer.Samples.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "prometheus:9090",
                "ftp://prometheus",
                "http://",
                "http:///path",
                "http://jane:secret@prometheus",
                "http://prometheus?secret",
                "http://prometheus#secret",
                "http://secret prometheus"
            })
    void refusesWhatIsNoAddress(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prometheus.at(url))
                .withMessage("the address of Prometheus is an http or https URL without user, query and fragment")
                .withNoCause();
    }
}
