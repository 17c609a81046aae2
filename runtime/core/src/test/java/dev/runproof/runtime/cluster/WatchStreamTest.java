package dev.runproof.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.WatchEvent.Bookmark;
import dev.runproof.runtime.cluster.WatchEvent.Ended;
import dev.runproof.runtime.cluster.WatchEvent.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a watch makes of answers that a good server does not give. */
class WatchStreamTest {

    private static final ResourceKind PODS = new ResourceKind("", "v1", "Pod", "pods", true);
    private static final String BOOKMARK =
            "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"7\"}}}\n";

    private final BlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
    private ScriptedServer server;
    private KubernetesCluster cluster;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = new ScriptedServer();
        cluster = KubernetesCluster.fromKubeconfig(
                Files.writeString(folder.resolve("kubeconfig"), """
                        {"apiVersion":"v1","kind":"Config","current-context":"c",
                         "clusters":[{"name":"c","cluster":{"server":"%s"}}],
                         "contexts":[{"name":"c","context":{"cluster":"c","user":"u"}}],
                         "users":[{"name":"u","user":{"token":"t"}}]}""".formatted(server.url())), Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        cluster.close();
        server.close();
    }

    @Test
    void itAsksForBookmarksAndForAnEnd() {
        server.answer(ScriptedServer.status(200, BOOKMARK));

        assertThat(all("5/6")).hasSize(2);
        assertThat(server.requests())
                .singleElement()
                .extracting(ScriptedServer.Request::line)
                .isEqualTo(
                        "GET /api/v1/pods?watch=true&allowWatchBookmarks=true&timeoutSeconds=20&resourceVersion=5%2F6");
    }

    @Test
    void eventsMayComeInPieces() {
        String pod = "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"é\",\"namespace\":\"shop\"}}}\n";
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (byte one : (pod + BOOKMARK).getBytes(StandardCharsets.UTF_8)) {
                exchange.getResponseBody().write(one);
                exchange.getResponseBody().flush();
            }
        });

        assertThat(all("1"))
                .satisfiesExactly(
                        stored -> assertThat(((Stored) stored).object().ref().name())
                                .isEqualTo("é"),
                        bookmark -> assertThat(bookmark).isEqualTo(new Bookmark("7")),
                        end -> assertThat(((Ended) end).failure()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "nonsense\n",
                "[]\n",
                "{\"type\":\"SURPRISE\",\"object\":{}}\n",
                "{\"type\":\"ADDED\",\"object\":{\"metadata\":{}}}\n",
                "{\"type\":\"ADDED\"}\n",
            })
    void whatIsNoEventEndsTheWatchAsAFailure(String line) {
        server.answer(ScriptedServer.status(200, BOOKMARK + line + BOOKMARK));

        var told = all("1");

        assertThat(told).hasSize(2);
        assertThat(((Ended) told.get(1)).failure()).get().extracting("reason").isEqualTo(Reason.UNKNOWN_OUTCOME);
    }

    @Test
    void aServerThatHasForgottenTheVersionSaysSoInAnEventOrAtOnce() {
        String status =
                "{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\",\"message\":\"too old resource version\"}";
        server.answer(ScriptedServer.status(200, "{\"type\":\"ERROR\",\"object\":" + status + "}\n"));
        assertThat(failureOf(all("1"))).hasMessageContaining("410 Expired").hasMessageContaining("too old");

        server.answer(ScriptedServer.status(410, status));
        assertThat(failureOf(all("1"))).hasMessageContaining("410 Expired").hasMessageContaining("too old");
    }

    @Test
    void aServerThatWantsToBeLeftAloneIsHeard() {
        server.answer(ScriptedServer.status(429, "{}", "Retry-After", "9"));

        assertThat(failureOf(all("1")).retryAfter()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aConnectionThatBreaksIsAFailure() {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(BOOKMARK.getBytes(StandardCharsets.UTF_8));
        });
        assertThat(failureOf(all("1")).reason()).isEqualTo(Reason.UNKNOWN_OUTCOME);

        server.close();
        assertThat(failureOf(all("1")).reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void anEventWithoutEndIsNotRead() {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var block = new byte[1 << 16];
            java.util.Arrays.fill(block, (byte) '{');
            while (true) {
                exchange.getResponseBody().write(block);
            }
        });

        assertThat(failureOf(all("1"))).hasMessageContaining("an event of more than 8388608 bytes");
    }

    @Test
    void closedItEndsTheConnection() throws InterruptedException {
        var broken = new LinkedBlockingQueue<Boolean>();
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(BOOKMARK.getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                }
            } catch (IOException e) {
                broken.add(true);
            }
        });
        var watch = cluster.watch(Extent.everywhere(PODS), "1", events::add);
        assertThat(poll()).isEqualTo(new Bookmark("7"));
        watch.close();

        assertThat(broken.poll(60, TimeUnit.SECONDS)).isTrue();
        assertThat(events).doesNotHaveAnyElementsOfTypes(Ended.class);
    }

    private List<WatchEvent> all(String since) {
        try (var watch = cluster.watch(Extent.everywhere(PODS), since, events::add)) {
            assertThat(watch).isNotNull();
            var told = new ArrayList<WatchEvent>();
            do {
                told.add(poll());
            } while (!(told.get(told.size() - 1) instanceof Ended));
            return told;
        }
    }

    private static ClusterException failureOf(List<WatchEvent> told) {
        return ((Ended) told.get(told.size() - 1)).failure().orElseThrow();
    }

    private WatchEvent poll() {
        try {
            var event = events.poll(60, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("nothing is told");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
