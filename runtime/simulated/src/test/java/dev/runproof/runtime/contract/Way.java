package dev.runproof.runtime.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.simulated.TestCluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to the real API server on which a test cuts connections, loses answers, and kills who waits for them. Unlike
 * {@link dev.runproof.runtime.simulated.FaultyCluster} it is beneath the client: what the engine sees of it is what the
 * client makes of real sockets.
 */
final class Way implements AutoCloseable {

    private static final String JSON = "application/json";
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    /** Closes the connection without an answer. */
    static final Optional<HttpResponse<byte[]>> NO_ANSWER = Optional.empty();

    /**
     * A call on the way.
     *
     * @param write which write it is, from 1; 0 for a read
     * @param method the HTTP method
     * @param path the path without the query
     */
    record Call(int write, String method, String path) {
        boolean isAbout(String plural) {
            return path.contains("/" + plural);
        }
    }

    /** The server, as a call sees it. */
    interface Server {
        /** Passes the call on, and waits for the answer. */
        Optional<HttpResponse<byte[]>> answer() throws IOException;
    }

    /** What a test does with a call, in the thread that carries it. */
    interface Script {
        /** Gives the answer that the caller is to get, or {@link #NO_ANSWER}. */
        Optional<HttpResponse<byte[]>> on(Call call, Server server) throws IOException, InterruptedException;
    }

    private final Config config;
    private final HttpClient upstream;
    private final ExecutorService carriers = Executors.newCachedThreadPool();
    private final AtomicInteger writes = new AtomicInteger();
    private final List<Call> done = new CopyOnWriteArrayList<>();
    private volatile Script script = (call, server) -> server.answer();
    private HttpServer server;

    private Way(Config config) {
        this.config = config;
        this.upstream = new JdkHttpClientFactory().newBuilder(config).build();
        this.server = listen(0);
    }

    /** A way on which everything passes, under the identity of the tests. */
    static Way open() {
        var config =
                Config.fromKubeconfig(TestCluster.kubeconfig().orElseThrow().toFile());
        config.setRequestRetryBackoffLimit(0);
        config.setHttp2Disable(true);
        return new Way(config);
    }

    /** Says what becomes of calls from now on; writes are counted from 1 again. */
    void follow(Script next) {
        writes.set(0);
        script = next;
    }

    /** The calls that the server has done, whether or not anybody was told. */
    List<Call> done() {
        return List.copyOf(done);
    }

    /** Refuses connections, and breaks those that there are. */
    synchronized void cut() {
        server.stop(0);
    }

    /** Takes connections again. */
    synchronized void mend() {
        server = listen(server.getAddress().getPort());
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

    KubernetesCluster cluster(Path folder) {
        return KubernetesCluster.fromKubeconfig(kubeconfig(folder));
    }

    @Override
    public synchronized void close() {
        server.stop(0);
        carriers.shutdownNow();
        upstream.close();
    }

    private HttpServer listen(int port) {
        try {
            var listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            listening.setExecutor(carriers);
            listening.createContext("/", this::carry);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void carry(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            var call = new Call(
                    WRITES.contains(method) ? writes.incrementAndGet() : 0,
                    method,
                    exchange.getRequestURI().getPath());
            byte[] body = exchange.getRequestBody().readAllBytes();
            Optional<HttpResponse<byte[]>> given = script.on(call, () -> Optional.of(ask(exchange, call, body)));
            if (given.isEmpty()) {
                return;
            }
            HttpResponse<byte[]> answer = given.get();
            answer.headers().forEach((name, values) -> {
                if (name.equalsIgnoreCase("Retry-After") || name.equalsIgnoreCase("Content-Type")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.code(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, Call call, byte[] body) throws IOException {
        HttpRequest.Builder request = upstream.newHttpRequestBuilder()
                .uri(withoutSlash(config.getMasterUrl()) + exchange.getRequestURI())
                .header("Accept", JSON)
                .method(
                        exchange.getRequestMethod(),
                        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Type"), JSON),
                        body.length == 0 ? null : new String(body, StandardCharsets.UTF_8));
        try {
            var answer = upstream.sendAsync(request.build(), byte[].class).get();
            if (answer.isSuccessful()) {
                done.add(call);
            }
            return answer;
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException("the API server cannot be reached", e);
        }
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
