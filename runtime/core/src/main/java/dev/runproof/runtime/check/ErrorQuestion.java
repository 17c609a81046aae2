package dev.runproof.runtime.check;

import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.metrics.PromQl;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.RequestCounter;
import dev.runproof.runtime.value.TimeSpan;
import java.util.List;
import java.util.Map;

/**
 * What Prometheus is asked about the requests to a namespace: how many were counted in some time, and how many of them with a
 * status of 500 and above.
 *
 * @param counter the counter
 * @param namespace that was asked
 * @param time how long, up to the time that is asked about
 */
record ErrorQuestion(RequestCounter counter, Namespace namespace, TimeSpan time) {

    private static final QueryPart ALL = new QueryPart("all");
    private static final QueryPart ERRORS = new QueryPart("errors");

    /** Sums of counters of the same requests may differ a little in their last digits. */
    private static final double TOLERANCE = 1e-9;

    String text() {
        String ofNamespace = counter.metric() + "{" + counter.namespaceLabel() + "=" + PromQl.quoted(namespace.name());
        return ALL.of(Counters.counted(ofNamespace + "}", time)) + " or "
                + ERRORS.of(Counters.counted(ofNamespace + "," + counter.statusLabel() + "=~\"5..\"}", time));
    }

    ErrorRatio read(Answer.Samples answer) {
        Map<String, List<Sample>> parts = QueryPart.split(answer);
        double all = sum(ALL.in(parts));
        double errors = sum(ERRORS.in(parts));
        boolean fits = Double.isFinite(all) && errors >= 0 && errors <= all * (1 + TOLERANCE);
        return fits
                ? new ErrorRatio.Counted(Math.min(errors, all), all)
                : new ErrorRatio.Unknown("the figures of Prometheus do not fit together");
    }

    private static double sum(List<Sample> samples) {
        return samples.stream().mapToDouble(Sample::value).sum();
    }
}
