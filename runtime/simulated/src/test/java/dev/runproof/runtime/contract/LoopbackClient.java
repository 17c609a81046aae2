package dev.runproof.runtime.contract;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection of HTTP to loopback, from an address of loopback that is chosen, and kept open. */
final class LoopbackClient implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    LoopbackClient(String source, int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port, address(source), 0);
        socket.setSoTimeout(10_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    private static InetAddress address(String text) throws IOException {
        byte[] bytes = new byte[4];
        String[] parts = text.split("\\.", -1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return InetAddress.getByAddress(bytes);
    }

    /** The status of one request in a connection of its own; 0 if nobody listens. */
    static int status(String source, int port, String... headers) {
        try (var client = new LoopbackClient(source, port)) {
            return client.get(headers);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The status of one more request. */
    int get(String... headers) throws IOException {
        var request = new StringBuilder("GET / HTTP/1.1\r\nHost: web.example.com\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        int status = Integer.parseInt(line().split(" ", -1)[1]);
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection has ended");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
