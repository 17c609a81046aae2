package dev.runproof.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves a folder on this machine as the plainest host of files does: what is there, and else 404. */
final class StaticServer implements AutoCloseable {

    private final Path folder;
    private final HttpServer server;

    StaticServer(Path folder) throws IOException {
        this.folder = folder;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address(Path file) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"
                + file.toString().replace('\\', '/'));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1))
                    .normalize();
            if (Files.isDirectory(file)) {
                file = file.resolve("index.html");
            }
            boolean there = file.startsWith(folder) && Files.isRegularFile(file);
            byte[] body = there ? Files.readAllBytes(file) : new byte[0];
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders()
                    .set("Content-Type", file.toString().endsWith(".html") ? "text/html; charset=utf-8" : "text/plain");
            exchange.sendResponseHeaders(there ? 200 : 404, head || body.length == 0 ? -1 : body.length);
            if (!head && body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
