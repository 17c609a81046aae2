package dev.runproof.runtime.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what a Prometheus answers to an instant query. Source: the documentation of its HTTP API, version 1.
 *
 * <p>What comes with a warning is not taken: it is how Thanos and others say that a part of the answer is missing. Remarks on
 * the query itself, which Prometheus 2 puts among the warnings, do not count as such.
 */
final class PrometheusAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TEXT = 300;
    private static final String REMARK = "PromQL info:";
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?[0-9]{1,400}(?:\\.[0-9]{0,400})?(?:[eE][-+]?[0-9]{1,4})?");

    private PrometheusAnswer() {}

    static Answer read(int status, byte[] body) {
        JsonNode json = parse(body);
        if (status != 200 || !json.path("status").asText().equals("success")) {
            return new Answer.Unknown("Prometheus answers " + status + said(json));
        }
        Optional<String> warning = warning(json);
        if (warning.isPresent()) {
            return new Answer.Unknown("Prometheus warns: " + plain(warning.get()));
        }
        JsonNode result = json.path("data").path("result");
        if (!json.path("data").path("resultType").asText().equals("vector") || !result.isArray()) {
            return malformed();
        }
        List<Sample> samples = new ArrayList<>();
        for (JsonNode element : result) {
            Optional<Sample> sample = sample(element);
            if (sample.isEmpty()) {
                return malformed();
            }
            samples.add(sample.get());
        }
        return new Answer.Samples(samples);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private static Answer malformed() {
        return new Answer.Unknown("what answers for Prometheus does not answer as one does");
    }

    private static String said(JsonNode json) {
        String error = json.path("error").asText();
        return error.isEmpty() ? "" : ": " + plain(error);
    }

    private static Optional<String> warning(JsonNode json) {
        for (JsonNode warning : json.path("warnings")) {
            if (!warning.asText().startsWith(REMARK)) {
                return Optional.of(warning.asText());
            }
        }
        return Optional.empty();
    }

    private static Optional<Sample> sample(JsonNode element) {
        JsonNode value = element.path("value");
        if (!element.path("metric").isObject() || !value.isArray() || value.size() != 2) {
            return Optional.empty();
        }
        Map<String, String> labels = new HashMap<>();
        for (var label : element.path("metric").properties()) {
            if (!label.getValue().isTextual()) {
                return Optional.empty();
            }
            labels.put(label.getKey(), label.getValue().textValue());
        }
        return value.path(1).isTextual()
                ? number(value.path(1).textValue()).map(number -> new Sample(labels, number))
                : Optional.empty();
    }

    private static Optional<Double> number(String text) {
        return switch (text) {
            case "NaN" -> Optional.of(Double.NaN);
            case "+Inf" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Inf" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> NUMBER.matcher(text).matches() ? Optional.of(Double.parseDouble(text)) : Optional.empty();
        };
    }

    /** A text of the server, which may quote what a stranger wrote, without what would confuse a terminal. */
    private static String plain(String text) {
        var plain = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_TEXT)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
