package dev.runproof.runtime.hubble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server of gRPC that says what a test wants; what a real Hubble says is in the tests on a cluster. */
class HubbleTest {

    private static final Instant BORN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(30);

    @AutoClose
    private final GrpcServer server = new GrpcServer();

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private List<String> ask() throws IOException {
        return ask(LONG);
    }

    private List<String> ask(Duration atMost) throws IOException {
        return new Hubble("127.0.0.1:" + server.port()).flows("shop", "web-0", BORN, atMost, written);
    }

    private List<Map<String, Object>> flows() throws IOException {
        var flows = new ArrayList<Map<String, Object>>();
        Hubble.read(ByteBuffer.wrap(written.toByteArray()), flows::add);
        return flows;
    }

    /** A message of fields that are written by hand here, apart from those of the program. */
    private static byte[] message(Object... fields) {
        var message = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            int number = (Integer) fields[i];
            if (fields[i + 1] instanceof Number value) {
                Wire.number(message, number, value.longValue());
            } else {
                Wire.bytes(
                        message,
                        number,
                        fields[i + 1] instanceof byte[] bytes
                                ? bytes
                                : fields[i + 1].toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return message.toByteArray();
    }

    private static byte[] at(Instant time) {
        return message(1, time.getEpochSecond(), 2, time.getNano());
    }

    private static byte[] flow(String from, String to, Instant time) {
        return message(
                1,
                message(
                        1,
                        at(time),
                        2,
                        2,
                        5,
                        message(1, "203.0.113.10", 2, "10.244.0.7"),
                        6,
                        message(1, message(1, 40000, 2, 8080, 3, message(2, 1))),
                        8,
                        message(2, 2, 4, "reserved:world", 5, from, 3, from.isEmpty() ? "" : "shop"),
                        9,
                        message(2, 4242, 3, "shop", 5, to),
                        10,
                        1,
                        14,
                        "shop.example.com",
                        22,
                        1,
                        25,
                        133,
                        26,
                        message(),
                        // Of a later version.
                        5000,
                        "new"),
                1000,
                "node-1",
                1001,
                at(time));
    }

    @Test
    void flowsOfThePodAreWrittenAsTheyCameAndCanBeRead() throws IOException {
        server.says(flow("", "web-0", BORN.plusSeconds(1)));

        assertThat(ask()).isEmpty();

        assertThat(server.path()).isEqualTo("/observer.Observer/GetFlows");
        assertThat(server.asked())
                .isEqualTo(message(1, 65_536, 6, message(2, "shop/web-0"), 6, message(4, "shop/web-0")));
        byte[] came = flow("", "web-0", BORN.plusSeconds(1));
        assertThat(written.size()).isEqualTo(came.length + 2);
        assertThat(flows()).hasSize(1);
        assertThat(flows().get(0)).containsEntry("node_name", "node-1").containsEntry("time", "2026-11-22T10:00:01Z");
        assertThat(flows().get(0).get("flow"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("time", "2026-11-22T10:00:01Z"),
                        Map.entry("verdict", "DROPPED"),
                        Map.entry("drop_reason", 133L),
                        Map.entry("IP", Map.of("source", "203.0.113.10", "destination", "10.244.0.7")),
                        Map.entry(
                                "l4",
                                Map.of(
                                        "TCP",
                                        Map.of(
                                                "source_port",
                                                40000L,
                                                "destination_port",
                                                8080L,
                                                "flags",
                                                Map.of("SYN", true)))),
                        Map.entry("source", Map.of("identity", 2L, "labels", List.of("reserved:world"))),
                        Map.entry("destination", Map.of("identity", 4242L, "namespace", "shop", "pod_name", "web-0")),
                        Map.entry("Type", "L3_L4"),
                        Map.entry("destination_names", List.of("shop.example.com")),
                        Map.entry("traffic_direction", "INGRESS"),
                        Map.entry("is_reply", false)));
    }

    @Test
    void anotherPodWhoseNameBeginsAlikeAndAnEarlierOneOfItsNameAreLeftOut() throws IOException {
        server.says(
                flow("", "web-01", BORN.plusSeconds(1)),
                flow("", "web-0", BORN.minusNanos(1)),
                flow("web-0", "db-0", BORN));

        assertThat(ask()).isEmpty();

        assertThat(flows()).hasSize(1);
        assertThat(flows().toString()).contains("db-0");
    }

    @Test
    void nodesThatAreNotThereAndEventsThatWereLostAreSaid() throws IOException {
        server.says(
                message(2, message(1, 1, 2, "node-1"), 1000, "relay"),
                message(2, message(1, 2, 2, "node-2", 2, "node-3", 3, "no route")),
                message(3, message(1, 3, 2, 1)),
                message(3, message(1, 1, 2, 17)));

        assertThat(ask())
                .containsExactly(
                        "nodes node-2, node-3 are NODE_UNAVAILABLE no route",
                        "17 events were lost before Hubble saw them");
        assertThat(flows()).isEmpty();
    }

    @Test
    void ofManyLossesAFewAreSaid() throws IOException {
        var lost = new byte[9][];
        Arrays.fill(lost, message(3, message(1, 1, 2, 1)));
        server.says(lost);

        assertThat(ask()).hasSize(2).last().isEqualTo("4 more such messages");
    }

    @Test
    void manyAreTaken() throws IOException {
        var many = new byte[3000][];
        Arrays.fill(many, flow("", "web-0", BORN.plusSeconds(1)));
        server.says(many);

        ask();

        assertThat(flows()).hasSize(3000);
    }

    @Test
    void anotherStatusThanOkIsSaid() {
        server.ends("12", "unknown service observer.Observer");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(this::ask)
                .withMessageContaining("status 12 of gRPC: unknown service observer.Observer");
    }

    @Test
    void whatWasToldBeforeAnErrorIsKept() throws IOException {
        server.says(flow("", "web-0", BORN.plusSeconds(1)));
        server.ends("14", "the relay is shut down");

        assertThatExceptionOfType(IOException.class).isThrownBy(this::ask).withMessageContaining("status 14");
        assertThat(flows()).hasSize(1);
    }

    @Test
    void anAnswerThatDoesNotEndIsLeft() {
        server.hangs();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ask(Duration.ofMillis(300)));
    }

    @Test
    void messagesThatAreNoneAreSaid() {
        server.says(new byte[] {0x0a, 0x7f});

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(this::ask)
                .withMessageContaining("field 1 is longer than its message");
    }

    @Test
    void aMessageThatIsTooLongIsNotTaken() {
        server.saysRaw(new byte[] {0, 0x7f, 0, 0, 0});

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(this::ask)
                .withMessageContaining("more than 4194304 bytes");
    }

    @Test
    void aMessageThatIsNotWholeIsSaid() {
        server.saysRaw(new byte[] {0, 0, 0, 0, 9, 1});

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(this::ask)
                .withMessageContaining("its last message is not whole");
    }

    @Test
    void whereNobodyListensThatIsSaid() {
        var nobody = new Hubble("127.0.0.1:1");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> nobody.flows("shop", "web-0", BORN, LONG, written))
                .withMessageContaining("refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "relay",
                "relay:",
                ":80",
                "relay:0",
                "relay:65536",
                "Relay:80",
                "re lay:80",
                "http://relay:80",
                "-:80"
            })
    void anAddressThatIsNoneIsRefused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hubble(address))
                .withMessageContaining("hubble-relay");
    }

    @Test
    void whatIsNotWholeAtTheEndOfAFileIsLeftOut() throws IOException {
        server.says(flow("", "web-0", BORN.plusSeconds(1)), flow("web-0", "", BORN.plusSeconds(2)));
        ask();
        byte[] all = written.toByteArray();
        var flows = new ArrayList<Map<String, Object>>();

        for (int length = 0; length < all.length; length++) {
            flows.clear();
            Hubble.read(ByteBuffer.wrap(all, 0, length), flows::add);
            assertThat(flows).hasSizeLessThan(2);
        }
    }
}
