package dev.runproof.compiler.firing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.runproof.compiler.label.PrometheusServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often alerts fired, by a real Prometheus; and servers that are none. */
class PrometheusTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final String NOTHING = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";

    private HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void aServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void itEnds() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static String firing(String labels, String from, int minutes) {
        long begin = LocalDateTime.parse(from).toEpochSecond(ZoneOffset.UTC);
        var text = new StringBuilder();
        for (int minute = 0; minute <= minutes; minute++) {
            text.append("ALERTS{")
                    .append(labels)
                    .append("} 1 ")
                    .append(begin + 60L * minute)
                    .append('\n');
        }
        return text.toString();
    }

    @Test
    void eachBeginningCountsOnce(@TempDir Path folder) throws Exception {
        String disk = "alertname=\"DiskFull\",alertstate=\"firing\"";
        String samples = "# TYPE ALERTS gauge\n"
                // Two pods at once, of which one comes again; and once more before midnight.
                + firing(disk + ",pod=\"a\"", "2026-11-20T10:00:30", 30)
                + firing(disk + ",pod=\"a\"", "2026-11-20T12:00:30", 20)
                + firing(disk + ",pod=\"a\"", "2026-11-22T23:30:00", 20)
                + firing(disk + ",pod=\"b\"", "2026-11-20T10:00:30", 30)
                // Of the next day, and of the day before the 90.
                + firing(disk + ",pod=\"b\"", "2026-11-23T00:20:00", 20)
                + firing(disk + ",pod=\"c\"", "2026-08-24T20:00:00", 20)
                + firing("alertname=\"First\",alertstate=\"firing\"", "2026-08-25T12:00:00", 20)
                + firing("alertname=\"Slow\",alertstate=\"pending\"", "2026-11-20T10:00:30", 30);
        try (var prometheus = PrometheusServer.start(folder, samples, "groups: []\n")) {
            assertThat(Prometheus.at(prometheus.address().toString())
                            .orElseThrow()
                            .firings(DAY, 90))
                    .containsOnlyKeys("DiskFull", "First")
                    .containsEntry("DiskFull", 4L)
                    .containsEntry("First", 1L);
        }
    }

    private Prometheus answering(int status, String text) {
        server.createContext("/prefix/api/v1/query", exchange -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        return new Prometheus(address(), 20);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prefix/");
    }

    @Test
    void thePathOfTheAddressStays() throws FiringException {
        assertThat(answering(200, NOTHING).firings(DAY, 90)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 | <html>                                   | Prometheus answers with something that is no JSON
            200 | {}                                       | Prometheus answers what it should not
            200 | {"status":"error","error":"x"}           | Prometheus answers what it should not
            200 | {"status":"success","data":{"resultType":"vector","result":[{"metric":{"alertname":"A"},"value":[1,"NaN"]}]}} | Prometheus answers what it should not
            200 | {"status":"success","data":{"resultType":"vector","result":[{"metric":{"alertname":"A"},"value":[1,"-1"]}]}} | Prometheus answers what it should not
            200 | {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"1"]}]}} | Prometheus answers what it should not
            200 | {"status":"success","data":{"resultType":"matrix","result":[]}} | Prometheus answers what it should not
            302 | x                                        | Prometheus answers with status 302
            422 | {"error":"too\\u001b[31m many\\nsamples"} | Prometheus answers with status 422: too [31m many samples
            """)
    void whatItSaysIsLookedAt(int status, String text, String why) {
        Prometheus prometheus = answering(status, text);
        assertThatThrownBy(() -> prometheus.firings(DAY, 90))
                .isInstanceOf(FiringException.class)
                .hasMessage(why);
    }

    @Test
    void deepAndLargeAnswersAreNotRead() {
        Prometheus deep = answering(200, "[".repeat(100_000));
        assertThatThrownBy(() -> deep.firings(DAY, 90)).hasMessageContaining("no JSON");
        server.removeContext("/prefix/api/v1/query");
        server.createContext("/prefix/api/v1/query", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] many = new byte[1 << 16];
                while (true) {
                    out.write(many);
                }
            }
        });
        assertThatThrownBy(() -> new Prometheus(address(), 60).firings(DAY, 90))
                .isInstanceOf(FiringException.class)
                .hasMessageContaining("the answer is larger than 8388608 bytes");
    }

    @Test
    void whoSaysNothingIsNotWaitedForLong() {
        server.createContext("/prefix/api/v1/query", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThatThrownBy(() -> new Prometheus(address(), 1).firings(DAY, 90))
                .hasMessage("Prometheus did not answer within 1 seconds");
    }

    @Test
    void nobodyThere() {
        URI address = address();
        server.stop(0);
        assertThatThrownBy(() -> new Prometheus(address, 20).firings(DAY, 90))
                .isInstanceOf(FiringException.class)
                .hasMessage("Prometheus cannot be asked: nothing answers at its address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "prometheus:9090",
                "file:///etc/passwd",
                "http://a:b@prometheus/",
                "http://prometheus/?x=1",
                "http://prometheus/#x",
                "http:///x",
                "http://a b/",
            })
    void whatIsNoAddressIsRefused(String address) {
        assertThat(Prometheus.at(address)).isEmpty();
    }
}
