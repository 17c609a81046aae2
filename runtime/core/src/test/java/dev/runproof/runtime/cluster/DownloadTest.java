package dev.runproof.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runproof.runtime.cluster.ClusterException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    private static final ObjectRef POD =
            new ObjectRef(new ResourceKind("", "v1", "Pod", "pods", true), "shop", "web-0");
    private static final Reading LOG = Reading.log(POD, "web", true, 100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private ScriptedServer server;
    private KubernetesCluster cluster;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(server.url()));
        cluster = KubernetesCluster.fromKubeconfig(kubeconfig);
    }

    @AfterEach
    void stop() {
        cluster.close();
        server.close();
    }

    @Test
    void theBytesOfALogAreThoseThatTheServerHasSent() throws IOException {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[] {0, -1, 10});
            exchange.getResponseBody().flush();
            exchange.getResponseBody().write(new byte[100_000]);
        });

        cluster.read(LOG, taken, PATIENCE);

        assertThat(taken.toByteArray()).hasSize(100_003).startsWith(0, -1, 10);
        assertThat(server.requests())
                .extracting(ScriptedServer.Request::line)
                .containsExactly(
                        "GET /api/v1/namespaces/shop/pods/web-0/log?container=web&timestamps=true&previous=true"
                                + "&limitBytes=100");
    }

    @Test
    void anEmptyLogIsOne() throws IOException {
        server.answer(ScriptedServer.status(200, ""));

        cluster.read(LOG, taken, PATIENCE);

        assertThat(taken.size()).isZero();
    }

    @Test
    void aRefusalIsNoLogAndSaysWhy() {
        server.answer(ScriptedServer.status(403, "{\"reason\":\"Forbidden\",\"message\":\"not\\u001b you\"}"));

        var failure = catchThrowableOfType(ClusterException.class, () -> cluster.read(LOG, taken, PATIENCE));

        assertThat(failure.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(failure).hasMessageContaining("403 Forbidden").hasMessageEndingWith(": not  you");
        assertThat(taken.size()).isZero();
    }

    @Test
    void whatDoesNotEndIsGivenUp() {
        server.answer(server.halfAnAnswer());

        var failure =
                catchThrowableOfType(ClusterException.class, () -> cluster.read(LOG, taken, Duration.ofMillis(300)));

        assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN_OUTCOME);
        assertThat(failure).hasMessageContaining("it is not complete within 300 ms");
        assertThat(taken.size()).isEqualTo(1);
    }

    @Test
    void whereTheConnectionBreaksThatIsSaid() {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
        });

        var failure = catchThrowableOfType(ClusterException.class, () -> cluster.read(LOG, taken, PATIENCE));

        assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN_OUTCOME);
    }

    @Test
    void whoTakesItMayHaveEnough() {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[1 << 16]);
            }
        });
        var full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("enough");
            }
        };

        assertThatIOException()
                .isThrownBy(() -> cluster.read(LOG, full, PATIENCE))
                .withMessage("enough");
    }

    @Test
    void namesThatNoObjectCanHaveAreNotAskedFor() {
        var evil = new ObjectRef(POD.kind(), "shop", "a/../../secrets/b");

        assertThat(catchThrowableOfType(ClusterException.class, () -> Reading.of(evil))
                        .reason())
                .isEqualTo(Reason.INVALID);
        assertThat(Reading.log(POD, "a&follow=true", false, 1).toString()).contains("container=a%26follow%3Dtrue&");
    }
}
