package dev.runproof.runtime.probe;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.runproof.runtime.probe.NodeProbes.Reply;
import dev.runproof.runtime.probe.NodeProbes.Reply.Answered;
import dev.runproof.runtime.probe.NodeProbes.Reply.Silent;
import dev.runproof.runtime.probe.ProbeAnswer.Row;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of the protocol, over the loopback. */
class NodeProbeTest {

    private static final ProbeKey KEY =
            ProbeKey.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final ProbeKey OTHER_KEY =
            ProbeKey.of("another key of more than 32 bytes, not theirs".getBytes(StandardCharsets.US_ASCII));
    private static final IpAddress NODE = IpAddress.parse("127.0.0.1");
    private static final IpAddress POD = IpAddress.parse("10.244.0.7");
    private static final Cidr PEER = Cidr.parse("203.0.113.10/32");
    private static final ProbeQuestion QUESTION = new ProbeQuestion(List.of(PEER), List.of(POD));
    private static final ProbeAnswer ANSWER =
            new ProbeAnswer(List.of(new Row(POD, PEER, Verdict.DENIED, Verdict.CLOSED)), Set.of());
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable server : open) {
            server.close();
        }
    }

    @Test
    void aQuestionIsAnswered() throws IOException {
        int port = probe(question -> ANSWER);

        assertThat(ask(KEY, port, QUESTION)).isEqualTo(new Answered(ANSWER));
    }

    @ParameterizedTest
    @ValueSource(ints = {ProbeQuestion.MAX_PEERS, ProbeQuestion.MAX_VERDICTS / ProbeQuestion.MAX_ENDPOINTS})
    void theLargestQuestionIsAnswered(int manyPeers) throws IOException {
        int manyEndpoints = ProbeQuestion.mostEndpoints(manyPeers);
        int port = probe(question -> new ProbeAnswer(
                question.endpoints().stream()
                        .flatMap(e -> question.peers().stream().map(p -> new Row(e, p, Verdict.PASSES, Verdict.PASSES)))
                        .toList(),
                Set.of()));
        var endpoints = IntStream.range(0, manyEndpoints)
                .mapToObj(i -> IpAddress.parse("2001:db8:ffff:ffff:ffff:ffff:ffff:" + Integer.toHexString(0x1000 + i)))
                .toList();
        var peers = IntStream.range(0, manyPeers)
                .mapToObj(i ->
                        Cidr.parse("2001:db8:eeee:ffff:ffff:ffff:ffff:" + Integer.toHexString(0x1000 + i) + "/128"))
                .toList();

        assertThat(ask(KEY, port, new ProbeQuestion(peers, endpoints)))
                .isInstanceOfSatisfying(
                        Answered.class,
                        answered -> assertThat(answered.answer().rows()).hasSize(manyEndpoints * manyPeers));
    }

    @Test
    void aQuestionThatIsTooLargeIsNone() {
        var peer = QUESTION.peers().get(0);
        var endpoint = QUESTION.endpoints().get(0);
        int peers = ProbeQuestion.MAX_PEERS;
        int endpoints = ProbeQuestion.mostEndpoints(peers);

        new ProbeQuestion(nCopies(peers, peer), nCopies(endpoints, endpoint));
        assertThatThrownBy(() -> new ProbeQuestion(nCopies(peers, peer), nCopies(endpoints + 1, endpoint)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("pairs");
        assertThatThrownBy(() -> new ProbeQuestion(nCopies(peers + 1, peer), List.of(endpoint)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("peers");
    }

    @Test
    void whatTheNodeCannotReadIsSaid() throws IOException {
        int port = probe(question -> {
            throw new UnreadableMapException("the map m cannot be read");
        });

        assertThat(ask(KEY, port, QUESTION))
                .isEqualTo(new Silent("the probe on node 127.0.0.1 cannot tell: the map m cannot be read"));
    }

    @Test
    void whoHasAnotherKeyLearnsNothing() throws IOException {
        int port = probe(question -> {
            throw new AssertionError("a stranger's question is looked at");
        });

        assertThat(ask(OTHER_KEY, port, QUESTION))
                .isInstanceOfSatisfying(
                        Silent.class, silent -> assertThat(silent.reason()).contains("401"));
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/verdicts, 405", "POST, /v1/verdicts?x=1, 404", "POST, /, 404", "DELETE, /v1/policy, 404"})
    void thereIsOneCallAndNoOther(String method, String path, int status) throws Exception {
        int port = probe(question -> ANSWER);

        assertThat(send(port, method, path, "").statusCode()).isEqualTo(status);
    }

    @Test
    void aQuestionThatIsTooLongIsRefusedUnread() throws Exception {
        int port = probe(question -> ANSWER);

        assertThat(send(port, "POST", Wire.PATH, "x".repeat(Wire.MAX_QUESTION_BYTES + 1))
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "runproof-probe 2\n", "runproof-probe 1\n", "runproof-probe 1\nexec /bin/sh\n"})
    void aSignedQuestionThatIsNoneIsRefused(String text) throws Exception {
        int port = probe(question -> ANSWER);

        assertThat(send(port, "POST", Wire.PATH, text).statusCode()).isEqualTo(400);
    }

    @Test
    void theAnswerToAnotherQuestionIsNone() throws IOException {
        // Somebody in between who has recorded that another address is blocked.
        var other = new ProbeQuestion(List.of(Cidr.parse("203.0.113.11/32")), List.of(POD));
        int port = server(
                200, ANSWER.text(), nonce -> Wire.signatureOfAnswer(KEY, nonce, other.text(), 200, ANSWER.text()));

        assertThat(ask(KEY, port, QUESTION)).isInstanceOf(Silent.class);
    }

    @Test
    void theAnswerOfAnotherTimeIsNone() throws IOException {
        int port = server(
                200,
                ANSWER.text(),
                nonce -> Wire.signatureOfAnswer(KEY, "0".repeat(32), QUESTION.text(), 200, ANSWER.text()));

        assertThat(ask(KEY, port, QUESTION)).isInstanceOf(Silent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "runproof-probe 1\n",
                "runproof-probe 1\nverdict 10.244.0.7 203.0.113.10/32 DENIED\n",
                "runproof-probe 1\nverdict 10.244.0.7 203.0.113.10/32 DENIED MAYBE\n",
                "runproof-probe 1\nverdict 10.244.0.7 203.0.113.11/32 DENIED DENIED\n",
                "runproof-probe 1\nabsent 10.244.0.7\nverdict 10.244.0.7 203.0.113.10/32 DENIED DENIED\n"
            })
    void aSignedAnswerHasToBeAboutAllThatWasAsked(String text) throws IOException {
        int port = server(200, text, nonce -> Wire.signatureOfAnswer(KEY, nonce, QUESTION.text(), 200, text));

        assertThat(ask(KEY, port, QUESTION)).isInstanceOf(Silent.class);
    }

    @Test
    void anAnswerWithoutEndIsNone() throws IOException {
        int port = server(200, "x".repeat(Wire.MAX_ANSWER_BYTES + 1), nonce -> "");

        assertThat(ask(KEY, port, QUESTION)).isInstanceOf(Silent.class);
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        int port = probe(question -> ANSWER);
        var redirect = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        redirect.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port + Wire.PATH);
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        start(redirect);

        assertThat(ask(KEY, redirect.getAddress().getPort(), QUESTION)).isInstanceOf(Silent.class);
    }

    @Test
    void whereNobodyListensNobodyAnswers() throws IOException {
        int port = probe(question -> ANSWER);
        var other = IpAddress.parse("127.0.0.2");

        var replies = new HttpNodeProbes(KEY, port).ask(Map.of(NODE, QUESTION, other, QUESTION), TIMEOUT);

        assertThat(replies.get(NODE)).isInstanceOf(Answered.class);
        assertThat(replies.get(other)).isEqualTo(new Silent("the probe on node 127.0.0.2 does not answer"));
    }

    @Test
    void aKeyIsNotShort(@TempDir Path folder) throws IOException {
        var file = folder.resolve("key");
        Files.writeString(file, "0123456789abcdef0123456789abcde\n\n");
        assertThatThrownBy(() -> ProbeKey.read(file)).isInstanceOf(InvalidValueException.class);

        Files.writeString(file, "0123456789abcdef0123456789abcdef\n");
        assertThat(ProbeKey.read(file).sign("x")).isEqualTo(KEY.sign("x"));
        assertThat(KEY.sign("ab", "c")).as("parts do not run together").isNotEqualTo(KEY.sign("a", "bc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--listen 0.0.0.0:1", "--key-file", "--key-file k --exec sh", "k"})
    void aWrongCommandLineIsRefused(String line) {
        assertThatThrownBy(() -> NodeProbe.options(List.of(line.split(" ", -1))))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("usage");
    }

    private int probe(Function<ProbeQuestion, ProbeAnswer> datapath) throws IOException {
        var server = ProbeServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), KEY, datapath);
        open.add(server);
        return server.port();
    }

    /** Something that listens where the probe should. */
    private int server(int status, String body, Function<String, String> signature) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String nonce = exchange.getRequestHeaders().getFirst(Wire.NONCE);
                exchange.getResponseHeaders().set(Wire.SIGNATURE, signature.apply(nonce));
                exchange.sendResponseHeaders(status, 0);
                exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            }
        });
        return start(server);
    }

    private int start(HttpServer server) {
        server.start();
        open.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    private static Reply ask(ProbeKey key, int port, ProbeQuestion question) {
        return new HttpNodeProbes(key, port)
                .ask(Map.of(NODE, question), TIMEOUT)
                .getOrDefault(NODE, new Silent("not asked"));
    }

    private static HttpResponse<Void> send(int port, String method, String path, String body) throws Exception {
        String nonce = "0".repeat(32);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(Wire.NONCE, nonce)
                .header(Wire.SIGNATURE, Wire.signatureOfQuestion(KEY, nonce, body))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }
}
