package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A counter of requests in Prometheus with its two labels that say where to and what came of it, such as {@code
 * http_requests_total{namespace,code}}. These are names and nothing else: no text of it can become another query.
 *
 * @param metric the name of the counter
 * @param namespaceLabel the label with the namespace that was asked
 * @param statusLabel the label with the status of HTTP
 */
@RunbookType(name = "request-counter", pattern = RequestCounter.PATTERN, maxLength = RequestCounter.MAX_LENGTH)
public record RequestCounter(String metric, String namespaceLabel, String statusLabel) {

    private static final String LABEL = "(?!__)[a-zA-Z_][a-zA-Z0-9_]{0,62}";
    private static final String METRIC = "[a-zA-Z_:][a-zA-Z0-9_:]{0,199}";
    static final String PATTERN = METRIC + "\\{" + LABEL + "," + LABEL + "\\}";
    static final int MAX_LENGTH = 329;
    private static final Pattern FORM = Pattern.compile("(" + METRIC + ")\\{(" + LABEL + "),(" + LABEL + ")\\}");

    /**
     * Takes the names.
     *
     * @throws InvalidValueException if one of them is none of Prometheus
     */
    public RequestCounter {
        if (!FORM.matcher(metric + "{" + namespaceLabel + "," + statusLabel + "}")
                .matches()) {
            throw invalid();
        }
    }

    /**
     * Reads a counter.
     *
     * @param text such as {@code http_requests_total{namespace,code}}
     * @return the counter
     * @throws InvalidValueException if the text is none
     */
    public static RequestCounter parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (text.length() > MAX_LENGTH || !parts.matches()) {
            throw invalid();
        }
        return new RequestCounter(parts.group(1), parts.group(2), parts.group(3));
    }

    private static InvalidValueException invalid() {
        return new InvalidValueException("a counter of requests is written as METRIC{LABEL,LABEL}: its name, the label"
                + " with the namespace, and that with the status");
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return metric + "{" + namespaceLabel + "," + statusLabel + "}";
    }
}
