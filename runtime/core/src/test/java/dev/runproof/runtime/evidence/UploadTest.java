package dev.runproof.runtime.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a server of the S3 protocol's kind: what is there is not overwritten, and who has not signed is turned away. */
class UploadTest {

    private static final String SIGNED = "?X-Amz-Signature=5ecre7";

    @TempDir
    private Path temporary;

    private final Map<String, byte[]> stored = new TreeMap<>();
    private final List<String> seen = new ArrayList<>();
    private final List<Integer> failures = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Path folder = Files.createDirectory(temporary.resolve("evidence-1"));
        Files.writeString(folder.resolve("manifest.json"), "{\"manifest\":1}");
        Files.writeString(folder.resolve("log.txt"), "a log");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        var headers = exchange.getRequestHeaders();
        seen.add(exchange.getRequestMethod() + " " + path + " " + headers.getFirst("If-None-Match") + " "
                + (Long.parseLong(headers.getFirst("Content-Length")) == body.length) + " "
                + headers.containsKey("Transfer-Encoding") + " "
                + headers.keySet().stream()
                        .anyMatch(
                                name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("x-amz")));
        int code;
        if (!failures.isEmpty()) {
            code = failures.remove(0);
            if (code == 302) {
                exchange.getResponseHeaders().add("Location", url("elsewhere"));
            }
        } else if (!exchange.getRequestURI().toString().endsWith(SIGNED)) {
            code = 403;
        } else if (stored.containsKey(path)) {
            code = 412;
        } else {
            stored.put(path, body);
            code = 200;
        }
        exchange.sendResponseHeaders(code, -1);
        exchange.close();
    }

    private String url(String key) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/bucket/" + key + SIGNED;
    }

    private String send(String... lines) throws IOException {
        Path file = temporary.resolve("addresses");
        Files.writeString(file, String.join("\n", lines) + "\n");
        var clock = InstantSource.system();
        return Upload.of(file, clock, clock.instant().plusSeconds(20), pauses::add)
                .send(temporary.resolve("evidence-1"), temporary.resolve("evidence-1.tar"));
    }

    @Test
    void theWholeFolderArrivesAsOneArchiveAtTheFirstFreeAddress() throws Exception {
        stored.put("/bucket/a", new byte[0]);

        String place = send("# slots", url("a"), "", url("b"), url("c"));

        assertThat(place).endsWith("/bucket/b").doesNotContain("5ecre7", "?");
        assertThat(seen).containsExactly("PUT /bucket/a * true false false", "PUT /bucket/b * true false false");
        assertThat(stored.get("/bucket/a")).isEmpty();
        Path tar = Files.write(temporary.resolve("got.tar"), stored.get("/bucket/b"));
        var process = new ProcessBuilder(
                        "tar", "-xOf", tar.toString(), "evidence-1/manifest.json", "evidence-1/log.txt")
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("{\"manifest\":1}", "a log");
    }

    @Test
    void aServerThatIsBusyIsTriedAgainLaterEachTime() throws IOException {
        failures.addAll(List.of(503, 429, 500));

        assertThat(send(url("a"))).endsWith("/bucket/a");
        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void whereNoneTakesItTheMessageHasNoAddress() {
        failures.addAll(List.of(403, 302, 503, 503, 503, 503));

        assertThatIOException()
                .isThrownBy(() -> send(url("a"), url("b"), url("c")))
                .withMessage("none of the addresses has taken it: address 1: it answers 403; address 2: it answers 302;"
                        + " address 3: it answers 503");
        assertThat(stored).isEmpty();
        assertThat(seen).noneMatch(line -> line.contains("elsewhere"));
    }

    @Test
    void whereNobodyListensTheMessageHasNoAddress() {
        int port = server.getAddress().getPort();
        server.stop(0);

        assertThatIOException()
                .isThrownBy(() -> send("http://127.0.0.1:" + port + "/x" + SIGNED))
                .withMessage("none of the addresses has taken it: address 1: there is no answer (ConnectException)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://203.0.113.7/a?5ecre7",
                "ftp://example.com/a?5ecre7",
                "file:///etc/passwd?5ecre7",
                "https://user:5ecre7@example.com/a",
                "https:///a?5ecre7",
                "not an address 5ecre7",
                "http://127.0.0.1.example.com/a?5ecre7",
                "-d@5ecre7"
            })
    void aLineThatIsNoSafeAddressIsRefusedWithoutBeingSaid(String line) {
        assertThatIOException()
                .isThrownBy(() -> send(url("a"), line))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("line 2 of the addresses")
                        .doesNotContain("5ecre7"))
                .withNoCause();
    }

    @Test
    void anEmptyListIsSaid() {
        assertThatIOException().isThrownBy(() -> send("", "# none")).withMessageContaining("has none");
    }
}
