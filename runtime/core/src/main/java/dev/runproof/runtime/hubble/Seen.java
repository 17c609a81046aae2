package dev.runproof.runtime.hubble;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One message of Hubble's answer: a flow, the state of nodes, or how many events were lost. Names are those of Hubble's own JSON, as {@code
 * hubble observe -o jsonpb} prints it, for the fields that people look at; the bytes have the others. Source: {@code api/v1/observer/observer.proto}
 * and {@code api/v1/flow/flow.proto} of Cilium 1.16.5.
 *
 * @param bytes the message, as it came
 * @param fields its fields
 */
record Seen(ByteBuffer bytes, List<Wire.Field> fields) {

    private static final int FLOW = 1;
    private static final int NODE_STATUS = 2;
    private static final int LOST_EVENTS = 3;
    private static final int NODE_NAME = 1000;
    private static final int TIME = 1001;
    private static final int CONNECTED = 1;
    private static final int HUBBLE_RING_BUFFER = 3;

    private static final List<String> VERDICTS =
            List.of("VERDICT_UNKNOWN", "FORWARDED", "DROPPED", "ERROR", "AUDIT", "REDIRECTED", "TRACED", "TRANSLATED");
    private static final List<String> DIRECTIONS = List.of("TRAFFIC_DIRECTION_UNKNOWN", "INGRESS", "EGRESS");
    private static final List<String> TYPES = List.of("UNKNOWN_TYPE", "L3_L4", "L7", "SOCK");
    private static final List<String> STATES =
            List.of("UNKNOWN_NODE_STATE", "NODE_CONNECTED", "NODE_UNAVAILABLE", "NODE_GONE", "NODE_ERROR");
    private static final Map<Integer, String> PROTOCOLS =
            Map.of(1, "TCP", 2, "UDP", 3, "ICMPv4", 4, "ICMPv6", 5, "SCTP");
    private static final List<String> FLAGS = List.of("", "FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "NS");

    /** Reads a message. */
    static Seen of(ByteBuffer message) throws IOException {
        return new Seen(message, Wire.fields(message.duplicate()));
    }

    private Optional<List<Wire.Field>> part(int number) throws IOException {
        return message(fields, number);
    }

    private static Optional<List<Wire.Field>> message(List<Wire.Field> fields, int number) throws IOException {
        for (Wire.Field field : fields) {
            if (field.number() == number) {
                return Optional.of(field.fields());
            }
        }
        return Optional.empty();
    }

    boolean isFlow() throws IOException {
        return part(FLOW).isPresent();
    }

    /** Whether it is a flow from this pod or to it, and since then: Hubble itself knows beginnings of names only. */
    boolean isAbout(String namespace, String pod, Instant since) throws IOException {
        List<Wire.Field> flow = part(FLOW).orElse(List.of());
        Optional<Instant> at = time(flow, 1);
        boolean earlier = at.isPresent() && at.get().isBefore(since);
        return !earlier && (isEnd(flow, 8, namespace, pod) || isEnd(flow, 9, namespace, pod));
    }

    private static boolean isEnd(List<Wire.Field> flow, int number, String namespace, String pod) throws IOException {
        List<Wire.Field> end = message(flow, number).orElse(List.of());
        return text(end, 3).equals(namespace) && text(end, 5).equals(pod);
    }

    /** What of all flows is not in the answer, if this message says so; empty if it says nothing like that. */
    String missing() throws IOException {
        Optional<List<Wire.Field>> status = part(NODE_STATUS);
        if (status.isPresent() && value(status.get(), 1) != CONNECTED) {
            return "nodes " + String.join(", ", texts(status.get(), 2)) + " are " + name(STATES, value(status.get(), 1))
                    + " " + text(status.get(), 3);
        }
        Optional<List<Wire.Field>> lost = part(LOST_EVENTS);
        // The end of a full ring is said as a loss too: what is older nobody has kept, and every busy node has such a
        // ring.
        return lost.isPresent() && value(lost.get(), 1) != HUBBLE_RING_BUFFER
                ? value(lost.get(), 2) + " events were lost before Hubble saw them"
                : "";
    }

    /** For people, and for {@code jq}. */
    Map<String, Object> json() throws IOException {
        var json = new TreeMap<String, Object>();
        Optional<List<Wire.Field>> flow = part(FLOW);
        if (flow.isPresent()) {
            json.put("flow", flow(flow.get()));
        }
        put(json, "node_name", text(fields, NODE_NAME));
        time(fields, TIME).ifPresent(at -> json.put("time", at.toString()));
        return json;
    }

    private static Map<String, Object> flow(List<Wire.Field> flow) throws IOException {
        var json = new TreeMap<String, Object>();
        time(flow, 1).ifPresent(at -> json.put("time", at.toString()));
        put(json, "uuid", text(flow, 34));
        json.put("verdict", name(VERDICTS, value(flow, 2)));
        if (value(flow, 25) != 0) {
            // Its names are Hubble's; the numbers are those of the datapath, and do not change.
            json.put("drop_reason", value(flow, 25));
        }
        List<Wire.Field> ip = message(flow, 5).orElse(List.of());
        var addresses = new TreeMap<String, Object>();
        put(addresses, "source", text(ip, 1));
        put(addresses, "destination", text(ip, 2));
        json.put("IP", addresses);
        json.put("l4", l4(message(flow, 6).orElse(List.of())));
        json.put("source", end(message(flow, 8).orElse(List.of())));
        json.put("destination", end(message(flow, 9).orElse(List.of())));
        json.put("Type", name(TYPES, value(flow, 10)));
        put(json, "node_name", text(flow, 11));
        put(json, "source_names", texts(flow, 13));
        put(json, "destination_names", texts(flow, 14));
        json.put("traffic_direction", name(DIRECTIONS, value(flow, 22)));
        Optional<List<Wire.Field>> reply = message(flow, 26);
        if (reply.isPresent()) {
            json.put("is_reply", value(reply.get(), 1) != 0);
        }
        return json;
    }

    private static Map<String, Object> l4(List<Wire.Field> l4) throws IOException {
        var json = new TreeMap<String, Object>();
        for (Wire.Field field : l4) {
            String protocol = PROTOCOLS.get(field.number());
            if (protocol == null) {
                continue;
            }
            List<Wire.Field> header = field.fields();
            var parts = new TreeMap<String, Object>();
            boolean icmp = protocol.startsWith("ICMP");
            parts.put(icmp ? "type" : "source_port", value(header, 1));
            parts.put(icmp ? "code" : "destination_port", value(header, 2));
            if (protocol.equals("TCP")) {
                var flags = new TreeMap<String, Object>();
                for (Wire.Field flag : message(header, 3).orElse(List.of())) {
                    if (flag.number() < FLAGS.size() && flag.value() != 0) {
                        flags.put(FLAGS.get(flag.number()), true);
                    }
                }
                parts.put("flags", flags);
            }
            json.put(protocol, parts);
        }
        return json;
    }

    private static Map<String, Object> end(List<Wire.Field> end) {
        var json = new TreeMap<String, Object>();
        json.put("identity", value(end, 2));
        put(json, "namespace", text(end, 3));
        put(json, "labels", texts(end, 4));
        put(json, "pod_name", text(end, 5));
        return json;
    }

    private static void put(Map<String, Object> json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    private static void put(Map<String, Object> json, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            json.put(name, texts);
        }
    }

    private static long value(List<Wire.Field> fields, int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .mapToLong(Wire.Field::value)
                .findFirst()
                .orElse(0);
    }

    private static String text(List<Wire.Field> fields, int number) {
        return texts(fields, number).stream().findFirst().orElse("");
    }

    private static List<String> texts(List<Wire.Field> fields, int number) {
        var texts = new ArrayList<String>();
        for (Wire.Field field : fields) {
            if (field.number() == number) {
                texts.add(field.text());
            }
        }
        return texts;
    }

    private static Optional<Instant> time(List<Wire.Field> fields, int number) throws IOException {
        Optional<List<Wire.Field>> time = message(fields, number);
        if (time.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochSecond(value(time.get(), 1), value(time.get(), 2)));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IOException("a time is none", e);
        }
    }

    private static String name(List<String> names, long value) {
        return value >= 0 && value < names.size() ? names.get((int) value) : String.valueOf(value);
    }
}
