package dev.runproof.runtime.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * One end of a connection, as a process of its own: sends what it reads, and prints what it receives. It never lets more
 * than a few thousand bytes be on their way to it.
 */
final class OpenSocket {

    /** What is printed first by who waits for a connection, before the port. */
    static final String LISTENING = "listening on port ";

    /** What is printed as soon as there is a connection. */
    static final String OPEN = "open";

    private static final int WINDOW = 4096;

    private OpenSocket() {}

    /**
     * Opens one connection and holds it until the other end closes it.
     *
     * @param args the address of this host, and to call another one, its address and port
     * @throws IOException if there is no connection
     */
    public static void main(String[] args) throws IOException {
        var here = InetAddress.getByName(args[0]);
        try (Socket socket = args.length == 1 ? called(here) : calling(here, args[1], Integer.parseInt(args[2]))) {
            System.out.println(OPEN);
            var sending = new Thread(() -> send(socket));
            sending.setDaemon(true);
            sending.start();
            copy(socket.getInputStream(), System.out);
        }
    }

    private static Socket calling(InetAddress here, String address, int port) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(WINDOW);
        socket.bind(new InetSocketAddress(here, 0));
        socket.connect(new InetSocketAddress(address, port));
        return socket;
    }

    private static Socket called(InetAddress here) throws IOException {
        try (var server = new ServerSocket()) {
            server.setReceiveBufferSize(WINDOW);
            server.bind(new InetSocketAddress(here, 0));
            System.out.println(LISTENING + server.getLocalPort());
            return server.accept();
        }
    }

    private static void send(Socket socket) {
        try {
            copy(System.in, socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[1024];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }
}
