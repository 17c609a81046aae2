package dev.runproof.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code executor collect} as a Job runs it, over real HTTP. */
class CollectTest {

    private static final String UID = "4f3c2a10-9b1d-4c57-8f6e-0123456789ab";
    private static final String POD = """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web-0", "namespace": "shop", "uid": "%s"},
             "spec": {"nodeName": "n1", "containers": [{"name": "web"}]},
             "status": {"containerStatuses": [{"name": "web", "restartCount": 0}]}}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String uid = UID;
    private HttpServer server;
    private Path kubeconfig = Path.of("");
    private Path store = Path.of("");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String answer = path.endsWith("/log") ? "a line\n" : path.endsWith("web-0") ? POD.formatted(uid) : "{}";
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (var to = exchange.getResponseBody()) {
                to.write(body);
            }
        });
        server.start();
        kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%s"}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(server.getAddress().getPort()));
        store = Files.createDirectory(folder.resolve("store"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int collect(String pod, String... more) {
        var console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false);
        var environment = Map.of("RUNPROOF_ACCOUNT", "evidence-collector", "RUNPROOF_NODE", "n2");
        var line = new ArrayList<>(List.of(
                "collect",
                "--pod=" + pod,
                "--job=forensics/runproof-evidence-1",
                "--within=30s",
                "--to=" + store,
                "--kubeconfig=" + kubeconfig,
                "--message=" + folder.resolve("message")));
        line.addAll(List.of(more));
        return Main.run(Main.surroundings(console, environment), line.toArray(String[]::new));
    }

    @Test
    void itStoresEvidenceAndItsLastWordIsTheReceipt() throws IOException {
        Files.writeString(folder.resolve("message"), "x".repeat(5000));

        int code = collect("shop/web-0/" + UID);

        assertThat(code).as(err.toString()).isZero();
        String message = Files.readString(folder.resolve("message"));
        assertThat(message)
                .startsWith("{\"bytes\":")
                .contains("\"manifest\":\"")
                .doesNotContain("xx");
        assertThat(out.toString()).contains(message);
        try (var folders = Files.list(store)) {
            Path evidence = folders.findFirst().orElseThrow();
            assertThat(evidence.resolve("log-01-web.txt")).hasContent("a line");
            assertThat(Files.readString(evidence.resolve("manifest.json"))).contains("evidence-collector", "\"n2\"");
        }
    }

    @Test
    void withoutAFileForItTheLastWordIsWhatItPrints() {
        assertThat(collect("shop/web-0/" + UID)).isZero();
        assertThat(out.toString().strip()).startsWith("{\"bytes\":").endsWith("}");
    }

    @Test
    void ofAPodThatIsGoneNothingIsStoredAndThatIsSaid() {
        uid = "another";

        int code = collect("shop/web-0/" + UID);

        assertThat(code).isEqualTo(ExitCode.INCOMPLETE.number());
        assertThat(err.toString()).contains("there is no pod shop/web-0/" + UID).doesNotContain("at dev.runproof");
    }

    @Test
    void aNameAloneIsNoPodToCollectEvidenceOf() {
        assertThat(collect("shop/web-0")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).contains("has no UID");
    }

    @Test
    void addressesThatAreNoneAreNotPrinted() throws IOException {
        Path addresses = Files.writeString(folder.resolve("addresses"), "ftp://example.com/?secret\n");

        int code = collect("shop/web-0/" + UID, "--upload=" + addresses);

        assertThat(code).isEqualTo(ExitCode.INCOMPLETE.number());
        assertThat(err.toString() + out).contains("line 1 of the addresses").doesNotContain("secret");
    }
}
