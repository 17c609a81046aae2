package dev.runproof.runtime.check;

import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.value.RequestCounter;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Instant;
import java.util.Optional;

/**
 * How the Services of a namespace are at one time.
 *
 * @param endpoints their ready endpoints
 * @param errors the errors of the requests to them in the time before; empty without a Prometheus to ask
 */
record Health(ReadyEndpoints endpoints, Optional<ErrorRatio> errors) implements Baseline {

    /**
     * Looks.
     *
     * @throws dev.runproof.runtime.cluster.ClusterException if the endpoints cannot be read
     */
    static Health now(CheckContext context, RequestCounter requests, TimeSpan time) {
        var namespace = context.target().namespace();
        // A mirror may be behind, and what has come of the change would be missing in it.
        var endpoints =
                ReadyEndpoints.of(context.effect().isPresent() ? context.cluster() : context.surroundings(), namespace);
        if (context.sources().metrics().isEmpty()) {
            return new Health(endpoints, Optional.empty());
        }
        Instant now = context.clock().instant();
        var question = new ErrorQuestion(requests, namespace, time);
        var answer = context.measured(question.text(), now, "the errors of requests");
        return new Health(
                endpoints,
                Optional.of(
                        answer instanceof Answer.Samples samples
                                ? question.read(samples)
                                : new ErrorRatio.Unknown(((Answer.Unknown) answer).reason())));
    }

    /** In words. */
    @Override
    public String toString() {
        String failed = errors.map(ratio -> ratio instanceof ErrorRatio.Counted counted
                        ? counted.isNone() ? "no request was counted" : "of the requests " + counted + " failed"
                        : "errors are not known: " + ((ErrorRatio.Unknown) ratio).reason())
                .orElse("no Prometheus is given to ask for errors");
        return endpoints + "; " + failed;
    }
}
