package dev.runproof.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.ScriptedServer;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a server that is no Prometheus, or one in trouble. */
class PrometheusFaultsTest {

    private static final Instant AT = Instant.parse("2026-11-02T10:00:00.5Z");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String ONE =
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"a\":\"b\"},\"value\":[1.5,\"7\"]}]}}";
    private static final Answer SEVEN = new Answer.Samples(List.of(new Sample(Map.of("a", "b"), 7)));

    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer ask(Duration timeout) {
        return Prometheus.at(server.url() + "/prom").query("up{a=\"1 & 2\"}", AT, timeout);
    }

    private static Answer unknown(String reason) {
        return new Answer.Unknown(reason);
    }

    @Test
    void asksAsTheApiWants() {
        server.answer(ScriptedServer.status(200, ONE));
        assertThat(ask(LONG)).isEqualTo(SEVEN);
        assertThat(server.requests())
                .containsExactly(new ScriptedServer.Request(
                        "POST /prom/api/v1/query",
                        "query=up%7Ba%3D%221+%26+2%22%7D&time=2026-11-02T10%3A00%3A00.500Z&timeout=30000ms"));
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void asksOnceMoreBehindABalancer(int status) {
        var times = new AtomicInteger();
        server.answer(exchange -> (times.incrementAndGet() == 1
                        ? ScriptedServer.status(status, "no server")
                        : ScriptedServer.status(200, ONE))
                .to(exchange));
        assertThat(ask(LONG)).isEqualTo(SEVEN);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void asksOnceMoreAfterAHangUp() {
        server.answer(ScriptedServer.hangUp());
        assertThat(ask(LONG))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> assertThat(unknown.reason()).startsWith("Prometheus cannot be asked: "));
        assertThat(server.requests()).hasSizeBetween(2, 4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            503 | {"status":"error","errorType":"unavailable","error":"starting \\u001b[31mup"} | 2 | Prometheus answers 503: starting  [31mup
            429 | slow down                          | 1 | Prometheus answers 429
            301 | moved                              | 1 | Prometheus answers 301
            401 | {"error":"who are you?"}           | 1 | Prometheus answers 401: who are you?
            500 | {"status":"success"}               | 1 | Prometheus answers 500
            200 | {"status":"error","error":"no"}    | 1 | Prometheus answers 200: no
            200 | <html>                             | 1 | Prometheus answers 200
            200 | []                                 | 1 | Prometheus answers 200
            200 | 7                                  | 1 | Prometheus answers 200
            200 | {"status":"success"                | 1 | Prometheus answers 200
            """)
    void saysWhatItIsTold(int status, String body, int requests, String reason) {
        server.answer(ScriptedServer.status(status, body, "Location", "/elsewhere", "Retry-After", "1"));
        assertThat(ask(LONG)).isEqualTo(unknown(reason));
        assertThat(server.requests()).hasSize(requests);
    }

    /** Each row is put in the place of a text of a good answer. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "vector"     | "matrix"
            "vector"     | "string"
            [{"metric"   | {"metric"
            {"a":"b"}    | ["a"]
            {"a":"b"}    | {"a":7}
            {"a":"b"}    | null
            [1.5,"7"]    | "7"
            [1.5,"7"]    | [1.5]
            [1.5,"7"]    | [1.5,"7","8"]
            "7"          | 7
            "7"          | null
            "7"          | ""
            "7"          | "seven"
            "7"          | " 7"
            "7"          | "7d"
            "7"          | "0x7p0"
            "7"          | "Infinity"
            "7"          | "1,5"
            """)
    void takesNothingElseForAnAnswer(String good, String bad) {
        assertThat(ONE).contains(good);
        String body = ONE.replace(good, bad).replace(good.startsWith("[{") ? "}]}}" : "\0", "}}}");
        server.answer(ScriptedServer.status(200, body));
        assertThat(ask(LONG)).isEqualTo(unknown("what answers for Prometheus does not answer as one does"));
    }

    @Test
    void oneBadSampleSpoilsAll() {
        server.answer(ScriptedServer.status(200, ONE.replace("]}}", ",{}]}}")));
        assertThat(ask(LONG)).isEqualTo(unknown("what answers for Prometheus does not answer as one does"));
    }

    @Test
    void aWarningIsAPartThatIsMissing() {
        server.answer(ScriptedServer.status(
                200, ONE.replace("{\"status\"", "{\"warnings\":[\"a store is gone\"],\"status\"")));
        assertThat(ask(LONG)).isEqualTo(unknown("Prometheus warns: a store is gone"));
    }

    @Test
    void aRemarkOnTheQueryIsNone() {
        server.answer(ScriptedServer.status(
                200,
                ONE.replace("{\"status\"", "{\"warnings\":[\"PromQL info: odd name\"],\"infos\":[\"x\"],\"status\"")));
        assertThat(ask(LONG)).isEqualTo(SEVEN);
    }

    @Test
    void doesNotWaitLongerThanItMay() {
        server.answer(server.silence());
        assertThat(ask(SHORT)).isInstanceOf(Answer.Unknown.class);
        server.answer(server.halfAnAnswer());
        assertThat(ask(SHORT)).isEqualTo(unknown("Prometheus does not answer in time"));
    }

    @Test
    void doesNotReadMoreThanItMay() {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var chunk = new byte[1 << 16];
            // Ends with the connection, which the client cuts.
            while (true) {
                exchange.getResponseBody().write(chunk);
            }
        });
        assertThat(ask(LONG)).isEqualTo(unknown("Prometheus cannot be asked: the answer is too long"));
    }

    @Test
    void aDeepAnswerIsNone() {
        server.answer(ScriptedServer.status(200, "[".repeat(500_000)));
        assertThat(ask(LONG)).isEqualTo(unknown("Prometheus answers 200"));
    }

    @Test
    void nobodyListens() {
        String gone = server.url();
        server.close();
        assertThat(Prometheus.at(gone).query("up", AT, LONG))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> assertThat(unknown.reason()).startsWith("Prometheus cannot be asked: "));
    }

    @Test
    void whoIsInterruptedStays() {
        server.answer(server.silence());
        Thread.currentThread().interrupt();
        assertThat(ask(LONG)).isEqualTo(unknown("nobody waited for the answer of Prometheus"));
        assertThat(Thread.interrupted()).isTrue();
    }
}
