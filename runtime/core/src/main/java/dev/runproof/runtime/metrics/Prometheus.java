package dev.runproof.runtime.metrics;

import dev.runproof.runtime.http.BoundedBody;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Prometheus, or what speaks its HTTP API (Thanos, Mimir, VictoriaMetrics).
 *
 * <p>A query changes nothing, so it is asked again, once and within the same time, where there was no answer or one of 502 to
 * 504: behind one address there may be several servers. Not after 429, which asks for less. Redirects and proxies are not
 * followed, and more than a mebibyte is not read. Thread-safe.
 */
public final class Prometheus implements Metrics {

    private static final int LONGEST_ANSWER = 1024 * 1024;

    private final URI address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Prometheus(URI address) {
        this.address = address;
    }

    /**
     * Prepares to ask.
     *
     * @param url its address, such as {@code http://prometheus.monitoring:9090}, with the path that it is served under if
     *     there is one, and without {@code /api/v1}
     * @return the way to it; nothing has been asked yet
     * @throws IllegalArgumentException if it is no such address; the message does not quote it
     */
    public static Prometheus at(String url) {
        try {
            var uri = new URI(url);
            boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (plain && uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return new Prometheus(URI.create(url.replaceFirst("/+$", "") + "/api/v1/query"));
            }
        } catch (URISyntaxException e) {
            // The message would quote it.
        }
        throw new IllegalArgumentException(
                "the address of Prometheus is an http or https URL without user, query and fragment");
    }

    @Override
    public Answer query(String query, Instant at, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        Try first = ask(query, at, timeout);
        Duration left = Duration.ofNanos(end - System.nanoTime());
        return first.again() && !left.isNegative() && !left.isZero()
                ? ask(query, at, left).answer()
                : first.answer();
    }

    private Try ask(String query, Instant at, Duration timeout) {
        var form = "query=" + encoded(query) + "&time=" + encoded(at.toString()) + "&timeout="
                + Math.max(1, timeout.toMillis()) + "ms";
        var request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, BoundedBody.of(LONGEST_ANSWER));
        try {
            // The timeout of a request ends with the headers; this one covers the body too.
            var response = exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            int status = response.statusCode();
            return new Try(PrometheusAnswer.read(status, response.body()), status >= 502 && status <= 504);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return new Try(new Answer.Unknown("Prometheus does not answer in time"), false);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return new Try(new Answer.Unknown("nobody waited for the answer of Prometheus"), false);
        } catch (ExecutionException e) {
            return new Try(new Answer.Unknown("Prometheus cannot be asked: " + reason(e)), true);
        }
    }

    private static String reason(ExecutionException e) {
        return e.getCause() instanceof IOException io && io.getMessage() != null
                ? io.getMessage()
                : "the connection failed";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Try(Answer answer, boolean again) {}
}
