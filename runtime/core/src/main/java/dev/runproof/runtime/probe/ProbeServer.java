package dev.runproof.runtime.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runproof.runtime.value.InvalidValueException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The answering side, on a node. It has one call, which only reads: {@code POST /v1/verdicts} with a question, a nonce and
 * a signature. Whoever has not the key is answered by 401 and learns nothing.
 */
final class ProbeServer implements AutoCloseable {

    private static final int THREADS = 8;
    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{" + Wire.NONCE_LENGTH + "}");

    private final HttpServer server;
    private final ExecutorService threads;
    private final ProbeKey key;
    private final Function<ProbeQuestion, ProbeAnswer> datapath;

    private ProbeServer(HttpServer server, ProbeKey key, Function<ProbeQuestion, ProbeAnswer> datapath) {
        this.server = server;
        this.key = key;
        this.datapath = datapath;
        // None is turned away here: the server would keep the connection of a task that is rejected. How many there can
        // be, the limit on connections says.
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task, "node-probe");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts to answer.
     *
     * @param address where
     * @param key the key that questions are signed with
     * @param datapath what answers them; {@link UnreadableMapException} if it cannot
     * @throws IOException if nothing can listen there
     */
    static ProbeServer start(InetSocketAddress address, ProbeKey key, Function<ProbeQuestion, ProbeAnswer> datapath)
            throws IOException {
        var server = new ProbeServer(HttpServer.create(address, 0), key, datapath);
        server.server.createContext("/", server::handle);
        server.server.setExecutor(server.threads);
        server.server.start();
        return server;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().toString().equals(Wire.PATH)) {
                refuse(exchange, 404);
                return;
            }
            if (!exchange.getRequestMethod().equals("POST")) {
                refuse(exchange, 405);
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(Wire.MAX_QUESTION_BYTES + 1);
            if (body.length > Wire.MAX_QUESTION_BYTES) {
                refuse(exchange, 413);
                return;
            }
            String question = new String(body, StandardCharsets.UTF_8);
            Optional<String> nonce = header(exchange, Wire.NONCE)
                    .filter(text -> NONCE.matcher(text).matches());
            boolean known = nonce.isPresent()
                    && header(exchange, Wire.SIGNATURE)
                            .filter(signature -> Wire.isSignatureOfQuestion(key, signature, nonce.get(), question))
                            .isPresent();
            if (!known) {
                refuse(exchange, 401);
                return;
            }
            answer(exchange, nonce.get(), question);
        }
    }

    private void answer(HttpExchange exchange, String nonce, String question) throws IOException {
        int status = 200;
        String answer;
        try {
            answer = datapath.apply(ProbeQuestion.parse(question)).text();
        } catch (InvalidValueException e) {
            status = 400;
            answer = String.valueOf(e.getMessage());
        } catch (UnreadableMapException e) {
            status = 503;
            answer = String.valueOf(e.getMessage());
        }
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set(Wire.SIGNATURE, Wire.signatureOfAnswer(key, nonce, question, status, answer));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }
}
