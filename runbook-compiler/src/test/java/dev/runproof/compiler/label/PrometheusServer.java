package dev.runproof.compiler.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real Prometheus on a free port of loopback, with samples and rules that a test gives it; it scrapes nothing. */
public final class PrometheusServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Process process;
    private final URI url;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    private PrometheusServer(Process process, URI url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /**
     * Starts it, or skips the running test, saying so, where it is not installed.
     *
     * @param folder an empty folder for its data
     * @param openMetrics the samples with their times, in OpenMetrics, without its last line
     * @param rules a file of rules, which are evaluated every second
     */
    public static PrometheusServer start(Path folder, String openMetrics, String rules)
            throws IOException, InterruptedException {
        require("promtool");
        require("prometheus");
        Path samples = Files.writeString(folder.resolve("samples.txt"), openMetrics + "# EOF\n");
        Path data = folder.resolve("data");
        Path log = folder.resolve("log.txt");
        run(log, "promtool", "tsdb", "create-blocks-from", "openmetrics", samples.toString(), data.toString());
        Files.writeString(folder.resolve("rules.yml"), rules);
        Path config = Files.writeString(
                folder.resolve("prometheus.yml"), "global: {evaluation_interval: 1s}\nrule_files: [rules.yml]\n");
        int port = freePort();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + data,
                        "--storage.tsdb.retention.time=100y",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var server = new PrometheusServer(process, URI.create("http://127.0.0.1:" + port), log);
        server.await("/-/ready", answer -> true);
        return server;
    }

    private static void require(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        boolean installed = Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!installed) {
            String message = "SKIPPED, " + program + " is not installed (Debian: apt-get install prometheus)";
            System.out.println("[WARNING] " + message);
            assertThat(System.getenv("CI")).as(message).isNotEqualTo("true");
            assumeTrue(false, message);
        }
    }

    private static void run(Path log, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it listens. */
    public URI address() {
        return url;
    }

    /**
     * Asks until an answer is good.
     *
     * @param path what is asked for
     * @param good whether an answer is
     */
    String await(String path, Predicate<String> good) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path)).build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                var answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 200 && good.test(answer.body())) {
                    return answer.body();
                }
            } catch (IOException e) {
                // It does not listen yet.
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new AssertionError("Prometheus does not answer as it should: " + Files.readString(log));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /**
     * Evaluates an expression.
     *
     * @param expression the expression
     * @param seconds at which time
     * @return its answer, with {@code data} if it has evaluated it, and else with {@code error}
     */
    public JsonNode query(String expression, long seconds) throws IOException, InterruptedException {
        String form = "time=" + seconds + "&query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/api/v1/query"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return json.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
    }
}
