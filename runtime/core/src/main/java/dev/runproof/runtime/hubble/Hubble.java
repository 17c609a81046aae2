package dev.runproof.runtime.hubble;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Hubble: its relay, which asks all nodes, or the agent of one node. It is asked by gRPC without TLS, as the relay listens unless it is
 * configured otherwise, for what is in its rings; nothing is asked of the future. Immutable.
 */
public final class Hubble {

    private static final String FLOWS = "/observer.Observer/GetFlows";
    /** Of one ring, which has 65,535 at most. */
    private static final int MOST = 65_536;

    private static final int MOST_TOLD = 5;

    private final String host;
    private final int port;

    /**
     * Takes its address.
     *
     * @param address host and port, as {@code hubble-relay.kube-system:80}
     * @throws IllegalArgumentException if it is none; the message is for people
     */
    public Hubble(String address) {
        int colon = address.lastIndexOf(':');
        if (!address.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?:[0-9]{1,5}")
                || Integer.parseInt(address.substring(colon + 1)) > 65_535
                || Integer.parseInt(address.substring(colon + 1)) < 1) {
            throw new IllegalArgumentException(
                    "the address of Hubble is a host and a port, as hubble-relay.kube-system:80");
        }
        this.host = address.substring(0, colon);
        this.port = Integer.parseInt(address.substring(colon + 1));
    }

    /**
     * Asks for the last flows of a pod, and writes them down as they come, each message with its length before it.
     *
     * @param namespace the namespace of the pod
     * @param pod its name
     * @param since when it was made: what is older was of another one of its name
     * @param atMost how long that may take
     * @param to takes the messages
     * @return what of the flows is missing, each in a few words; empty if nothing is
     * @throws IOException if it cannot be asked, or does not come to an end
     */
    public List<String> flows(String namespace, String pod, Instant since, Duration atMost, OutputStream to)
            throws IOException {
        var missing = new ArrayList<String>();
        new GrpcCall(host, port, FLOWS, atMost).ask(request(namespace, pod), message -> {
            Seen seen = Seen.of(message);
            String lost = seen.missing();
            if (!lost.isEmpty()) {
                missing.add(lost);
            }
            if (!seen.isFlow() || seen.isAbout(namespace, pod, since)) {
                var framed = new ByteArrayOutputStream();
                Wire.varint(framed, message.remaining());
                byte[] bytes = new byte[message.remaining()];
                message.duplicate().get(bytes);
                framed.writeBytes(bytes);
                to.write(framed.toByteArray());
            }
        });
        return missing.size() <= MOST_TOLD
                ? List.copyOf(missing)
                : List.of(
                        String.join("; ", missing.subList(0, MOST_TOLD)),
                        (missing.size() - MOST_TOLD) + " more such messages");
    }

    private static byte[] request(String namespace, String pod) {
        byte[] name = (namespace + "/" + pod).getBytes(StandardCharsets.UTF_8);
        var request = new ByteArrayOutputStream();
        Wire.number(request, 1, MOST);
        for (int end : new int[] {2, 4}) {
            var filter = new ByteArrayOutputStream();
            Wire.bytes(filter, end, name);
            Wire.bytes(request, 6, filter.toByteArray());
        }
        return request.toByteArray();
    }

    /**
     * Reads flows that were written down, for people.
     *
     * @param written what {@link #flows} has written; what is not whole at its end is left out
     * @param to is given the fields of each flow, under the names that they have in Hubble's own JSON
     * @throws IOException if it is not that
     */
    public static void read(ByteBuffer written, Consumer<Map<String, Object>> to) throws IOException {
        ByteBuffer left = written.duplicate();
        while (left.hasRemaining()) {
            long length = Wire.length(left);
            if (length > left.remaining()) {
                return;
            }
            Seen seen = Seen.of(left.slice(left.position(), (int) length));
            left.position(left.position() + (int) length);
            if (seen.isFlow()) {
                to.accept(seen.json());
            }
        }
    }

    @Override
    public String toString() {
        return "Hubble at " + host + ":" + port;
    }
}
