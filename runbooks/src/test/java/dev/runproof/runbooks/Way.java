package dev.runproof.runbooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** A way to the real API server for one executor, which ends at one write: whoever waits for its answer waits for good. */
final class Way implements AutoCloseable {

    private static final String JSON = "application/json";
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    /**
     * Where the way ends.
     *
     * @param what the plural of the resource whose first write is the step's effect
     * @param at whether it ends at that write, or at the next one of the record of the run
     * @param done whether the server does the write at which it ends
     */
    record End(String what, At at, boolean done) {

        /** Which write. */
        enum At {
            /** The effect of the step: within it. */
            EFFECT,
            /** What the record of the run says next: between it and the step that follows. */
            NEXT_IN_RUN
        }

        @Override
        public String toString() {
            return (done ? "after" : "before") + (at == At.EFFECT ? " it writes " : " the run knows of ") + what;
        }
    }

    private final End end;
    private final Config config;
    private final HttpClient upstream;
    private final ExecutorService carriers = Executors.newCachedThreadPool();
    private final AtomicBoolean effectSeen = new AtomicBoolean();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;

    Way(Path kubeconfig, End end) {
        this.end = end;
        this.config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setRequestRetryBackoffLimit(0);
        config.setHttp2Disable(true);
        this.upstream = new JdkHttpClientFactory().newBuilder(config).build();
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(carriers);
        server.createContext("/", this::carry);
        server.start();
    }

    /** Is counted down when somebody has come to its end. */
    CountDownLatch reached() {
        return reached;
    }

    /** A kubeconfig file that leads here. */
    Path kubeconfig(Path folder) {
        try {
            return Files.writeString(folder.resolve("way.kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                    users: [{name: u, user: {token: "of no use"}}]
                    contexts: [{name: x, context: {cluster: c, user: u}}]
                    current-context: x
                    """.formatted(
                            server.getAddress().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        carriers.shutdownNow();
        upstream.close();
    }

    private void carry(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean isEnd = isEnd(exchange);
            Optional<HttpResponse<byte[]>> answer =
                    isEnd && !end.done() ? Optional.empty() : Optional.of(ask(exchange, body));
            if (isEnd || answer.isEmpty()) {
                reached.countDown();
                closed.await();
                return;
            }
            answer.get().headers().forEach((name, values) -> {
                if (name.equalsIgnoreCase("Retry-After") || name.equalsIgnoreCase("Content-Type")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            byte[] text = answer.get().body();
            exchange.sendResponseHeaders(answer.get().code(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isEnd(HttpExchange exchange) {
        if (!WRITES.contains(exchange.getRequestMethod()) || reached.getCount() == 0) {
            return false;
        }
        String path = exchange.getRequestURI().getPath();
        if (path.contains("/" + end.what()) && !path.contains("runproof.dev")) {
            return !effectSeen.getAndSet(true) && end.at() == End.At.EFFECT;
        }
        return end.at() == End.At.NEXT_IN_RUN && effectSeen.get() && path.contains("/responseruns");
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body) throws IOException {
        String master = config.getMasterUrl();
        var request = upstream.newHttpRequestBuilder()
                .uri((master.endsWith("/") ? master.substring(0, master.length() - 1) : master)
                        + exchange.getRequestURI())
                .header("Accept", JSON)
                .method(
                        exchange.getRequestMethod(),
                        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Type"), JSON),
                        body.length == 0 ? null : new String(body, StandardCharsets.UTF_8));
        try {
            return upstream.sendAsync(request.build(), byte[].class).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException("the API server cannot be reached", e);
        }
    }
}
