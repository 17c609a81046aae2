package dev.runproof.compiler.firing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus that somebody named. It is asked one question, and nothing that it answers is believed before it is looked at: not how much
 * it is, nor how long it takes, nor where it sends one.
 *
 * <p>Source: Prometheus' documentation, "HTTP API", instant queries, and "Alerting rules": the series {@code ALERTS} has a sample for each
 * evaluation at which an alert was active. Immutable.
 */
public final class Prometheus {

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final int SECONDS = 120;
    private static final int LARGEST_ANSWER = 8 << 20;
    private static final int DEEPEST = 20;
    private static final int LONGEST_REASON = 200;
    private static final int OK = 200;

    /** At each fifth minute: who fires, and did not five minutes before. */
    private static final String QUESTION = "sum by (alertname) (count_over_time((ALERTS{alertstate=\"firing\"}"
            + " unless ALERTS{alertstate=\"firing\"} offset 5m)[%dd:5m]))";

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,12}");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");

    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build());

    private final URI address;
    private final int seconds;

    Prometheus(URI address, int seconds) {
        this.address = address;
        this.seconds = seconds;
    }

    /**
     * One at an address.
     *
     * @param address such as {@code http://prometheus:9090/}, with the path below which its API is
     * @return it; empty if that is no such address, has a name and password in it, or anything behind its path
     */
    public static Optional<Prometheus> at(String address) {
        try {
            var uri = new URI(address.endsWith("/") ? address : address + "/");
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web
                            && uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null
                    ? Optional.of(new Prometheus(uri, SECONDS))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * How often each alert began to fire. Counted at each fifth minute: what was shorter, or paused shorter, may not be seen.
     * What Prometheus does not keep any more is not counted.
     *
     * @param day the last day that counts, by UTC
     * @param days how many days count
     * @return the number of times by the alert's name; an alert that did not fire is not in it
     * @throws FiringException if it does not answer, or not what it should
     */
    public Map<String, Long> firings(LocalDate day, int days) throws FiringException {
        long end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        String query = URLEncoder.encode(QUESTION.formatted(days), StandardCharsets.UTF_8);
        return counts(answer(address.resolve("api/v1/query?time=" + end + "&query=" + query)));
    }

    private byte[] answer(URI question) throws FiringException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECTING)
                .build();
        var asked = client.sendAsync(
                HttpRequest.newBuilder(question)
                        .header("Accept", "application/json")
                        .build(),
                head -> new BoundedBody(LARGEST_ANSWER));
        try {
            HttpResponse<byte[]> response = asked.get(seconds, TimeUnit.SECONDS);
            if (response.statusCode() != OK) {
                throw new FiringException("Prometheus answers with status " + response.statusCode()
                        + said(response.body()).map(text -> ": " + text).orElse(""));
            }
            return response.body();
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new FiringException("Prometheus did not answer within " + seconds + " seconds");
        } catch (ExecutionException e) {
            throw new FiringException("Prometheus cannot be asked: " + reason(e.getCause()));
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new FiringException("it was interrupted");
        }
    }

    /** Without the names of classes, which say nothing to who reads a report. */
    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof ConnectException) {
            return "nothing answers at its address";
        }
        return Optional.ofNullable(cause)
                .map(Throwable::getMessage)
                .map(Prometheus::printable)
                .filter(message -> !message.isEmpty())
                .orElse("the connection broke");
    }

    private static Optional<String> said(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body).path("error").asText(""))
                    .filter(text -> !text.isBlank())
                    .map(Prometheus::printable);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String printable(String text) {
        String plain = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        return plain.substring(0, Math.min(LONGEST_REASON, plain.length()));
    }

    private static Map<String, Long> counts(byte[] body) throws FiringException {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (IOException e) {
            throw new FiringException("Prometheus answers with something that is no JSON");
        }
        JsonNode result = root.path("data").path("result");
        if (!root.path("status").asText().equals("success")
                || !root.path("data").path("resultType").asText().equals("vector")
                || !result.isArray()) {
            throw new FiringException("Prometheus answers what it should not");
        }
        Map<String, Long> counts = new HashMap<>();
        for (JsonNode sample : result) {
            String alert = sample.path("metric").path("alertname").asText("");
            String count = sample.path("value").path(1).asText("");
            if (alert.isEmpty() || !COUNT.matcher(count).matches() || counts.containsKey(alert)) {
                throw new FiringException("Prometheus answers what it should not");
            }
            counts.put(alert, Long.parseLong(count));
        }
        return counts;
    }
}
