package dev.runproof.executor;

import com.sun.net.httpserver.HttpServer;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.SafetyTransaction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Does what a run does, as far as it goes without a cluster, so that the JVM can keep the classes that this takes for later
 * starts ({@code -XX:ArchiveClassesAtExit}). Prints nothing, and talks to nobody but a server of its own on loopback, which has
 * nothing.
 */
public final class Training {

    /** An empty list, or the answer that there is no object of a name. */
    private static final String NOTHING = """
            {"kind": "Status", "apiVersion": "v1", "reason": "NotFound", "details": {"name": "%s"}, "items": []}
            """;

    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: none
            clusters: [{name: none, cluster: {server: "%s"}}]
            contexts: [{name: none, context: {cluster: none, user: none}}]
            users: [{name: none, user: {token: none}}]
            """;

    private final Surroundings surroundings;

    private Training(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Trains.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Main.quieten();
        var nowhere = new PrintWriter(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var training = new Training(Main.surroundings(new Console(nowhere, nowhere, false), Map.of()));
        try {
            training.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() throws IOException {
        command("demo");
        command("run", "--help");
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            boolean list = exchange.getRequestURI().getQuery() != null;
            byte[] answer =
                    NOTHING.formatted(path.substring(path.lastIndexOf('/') + 1)).getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(list ? 200 : 404, answer.length);
            try (var body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        server.start();
        try {
            String address = "127.0.0.1:" + server.getAddress().getPort();
            var lines = new ArrayList<List<String>>();
            lines.add(List.of("list"));
            surroundings.catalogue().all().forEach(transaction -> lines.add(enforced(transaction)));
            against("http://" + address, lines);
        } finally {
            server.stop(0);
        }
        tls();
    }

    /** Tries to speak TLS with somebody who always hangs up, and has by then done much of what it takes. */
    private void tls() throws IOException {
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var hangsUp = new Thread(() -> hangUp(deaf), "deaf");
            hangsUp.setDaemon(true);
            hangsUp.start();
            against("https://127.0.0.1:" + deaf.getLocalPort(), List.of(List.of("list")));
        }
    }

    private static void hangUp(ServerSocket deaf) {
        try {
            while (true) {
                try (var connection = deaf.accept()) {
                    connection.getInputStream().readNBytes(1);
                }
            }
        } catch (IOException e) {
            // It is over: nobody calls any more.
        }
    }

    private static List<String> enforced(SafetyTransaction<?> transaction) {
        var line = new ArrayList<>(List.of("run", transaction.name(), "--mode", "enforce", "--wait"));
        for (InputDeclaration input : transaction.inputs()) {
            line.add("--input");
            line.add(input.name() + "=" + Examples.example(input));
        }
        return line;
    }

    private void against(String server, List<List<String>> lines) throws IOException {
        Path kubeconfig = Files.createTempFile("training", ".yaml");
        try {
            Files.writeString(kubeconfig, KUBECONFIG.formatted(server));
            for (List<String> line : lines) {
                var command = new ArrayList<>(line);
                command.add("--kubeconfig");
                command.add(kubeconfig.toString());
                command(command.toArray(String[]::new));
            }
        } finally {
            Files.delete(kubeconfig);
        }
    }

    private void command(String... line) {
        Main.run(surroundings, line);
    }
}
