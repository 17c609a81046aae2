package dev.runproof.runtime.probe;

import dev.runproof.runtime.http.BoundedBody;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks the probes by HTTP, each at the address of its node. An answer that is not signed with the key, for this very
 * question, is none. Redirects and proxies are not followed. Thread-safe.
 */
public final class HttpNodeProbes implements NodeProbes {

    private final ProbeKey key;
    private final int port;
    private final SecureRandom random = new SecureRandom();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /**
     * Prepares to ask.
     *
     * @param key the key that the probes have
     * @param port the port that they listen on, on every node
     */
    public HttpNodeProbes(ProbeKey key, int port) {
        this.key = key;
        this.port = port;
    }

    @Override
    public Map<IpAddress, Reply> ask(Map<IpAddress, ProbeQuestion> questions, Duration timeout) {
        Map<IpAddress, CompletableFuture<Reply>> pending = new HashMap<>();
        questions.forEach((node, question) -> pending.put(node, ask(node, question, timeout)));
        Map<IpAddress, Reply> replies = new HashMap<>();
        pending.forEach((node, reply) -> replies.put(node, reply.join()));
        return Map.copyOf(replies);
    }

    private CompletableFuture<Reply> ask(IpAddress node, ProbeQuestion question, Duration timeout) {
        var bytes = new byte[Wire.NONCE_LENGTH / 2];
        random.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        String text = question.text();
        String host = node.isV6() ? "[" + node + "]" : node.toString();
        var request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + Wire.PATH))
                .timeout(timeout)
                .header(Wire.NONCE, nonce)
                .header(Wire.SIGNATURE, Wire.signatureOfQuestion(key, nonce, text))
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
        return client.sendAsync(request, BoundedBody.of(Wire.MAX_ANSWER_BYTES))
                // The timeout of a request ends with the headers; this one covers the body too.
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> response == null
                        ? new Reply.Silent("the probe on node " + node + " does not answer")
                        : read(node, question, nonce, response));
    }

    private Reply read(IpAddress node, ProbeQuestion question, String nonce, HttpResponse<byte[]> response) {
        String answer = new String(response.body(), StandardCharsets.UTF_8);
        String signature = response.headers().firstValue(Wire.SIGNATURE).orElse("");
        if (!Wire.isSignatureOfAnswer(key, signature, nonce, question.text(), response.statusCode(), answer)) {
            return new Reply.Silent("what answers on node " + node
                    + " for its probe has not signed with the key, and says " + response.statusCode());
        }
        if (response.statusCode() != 200) {
            return new Reply.Silent("the probe on node " + node + " cannot tell: " + answer);
        }
        try {
            return new Reply.Answered(ProbeAnswer.parse(question, answer));
        } catch (InvalidValueException e) {
            return new Reply.Silent("the probe on node " + node + " answers something else: " + e.getMessage());
        }
    }
}
