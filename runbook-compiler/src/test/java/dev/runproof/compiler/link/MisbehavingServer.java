package dev.runproof.compiler.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on an address of this machine that answers each path by the very bytes it was told to, or does whatever else. */
final class MisbehavingServer implements AutoCloseable {

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What a request said. */
    record Request(String method, String path, Map<String, String> headers) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** What becomes of a connection after a request. */
    interface Behaviour {
        void answer(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    private MisbehavingServer(ServerSocket socket) {
        this.socket = socket;
    }

    static MisbehavingServer at(String address) throws IOException {
        var server = new MisbehavingServer(new ServerSocket(0, 50, InetAddress.getByName(address)));
        server.threads.execute(server::accept);
        return server;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The requests so far, in the order in which they came. */
    List<Request> requests() {
        return requests;
    }

    /** Answers a path in one way, whatever the method. */
    MisbehavingServer on(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
        return this;
    }

    /** Answers a path by a status with headers, each with its line break, and a body that HEAD does not get. */
    MisbehavingServer on(String path, int status, String headers, String body) {
        return on(path, (request, out) -> send(request, out, status, headers, body));
    }

    static void send(Request request, OutputStream out, int status, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String type = headers.contains("Content-Type") ? "" : "Content-Type: text/html; charset=utf-8\r\n";
        out.write(("HTTP/1.1 " + status + " Whatever\r\n" + type + headers + "Content-Length: " + bytes.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        if (!request.method.equals("HEAD")) {
            out.write(bytes);
        }
        out.flush();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = connection.getOutputStream();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                String[] words = line.split(" ", -1);
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
                    headers.put(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
                }
                var request = new Request(words[0], words[1], headers);
                requests.add(request);
                behaviours
                        .getOrDefault(words[1], (asked, to) -> send(asked, to, 404, "", ""))
                        .answer(request, out);
            }
        } catch (IOException e) {
            // The other side has gone, as it may.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers by one behaviour after the other, and by the last from then on. */
    static Behaviour inTurn(Behaviour... behaviours) {
        List<Behaviour> left = new ArrayList<>(List.of(behaviours));
        return (request, out) -> {
            Behaviour next;
            synchronized (left) {
                next = left.size() > 1 ? left.remove(0) : left.get(0);
            }
            next.answer(request, out);
        };
    }

    static Behaviour status(int status, String headers) {
        return (request, out) -> send(request, out, status, headers, "");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
