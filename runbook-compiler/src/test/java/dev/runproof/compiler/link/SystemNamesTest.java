package dev.runproof.compiler.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemNamesTest {

    /** Of codes of DNS only 3, NXDOMAIN, says that there is no such name. */
    @ParameterizedTest
    @CsvSource({"3, true", "0, false", "2, false", "5, false"})
    void onlyAServerThatSaysSoKnowsThatThereIsNoSuchName(int code, boolean absent) throws Exception {
        var server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        var answering = new Thread(() -> answer(server, code));
        answering.start();
        try (server) {
            assertThat(new SystemNames("dns://127.0.0.1:" + server.getLocalPort()).isAbsent("x.example"))
                    .isEqualTo(absent);
        }
        answering.join();
    }

    /** Sends each question back as an answer with a code and without any record. */
    private static void answer(DatagramSocket server, int code) {
        try {
            while (true) {
                var packet = new DatagramPacket(new byte[512], 512);
                server.receive(packet);
                byte[] reply = Arrays.copyOf(packet.getData(), packet.getLength());
                reply[2] = (byte) 0x81;
                reply[3] = (byte) (0x80 | code);
                server.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    @ParameterizedTest
    @CsvSource({"x.example", "a b", "''"})
    void whereNobodyAnswersNothingIsKnown(String host) throws IOException {
        int port;
        try (var taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThat(new SystemNames("dns://127.0.0.1:" + port).isAbsent(host)).isFalse();
    }
}
