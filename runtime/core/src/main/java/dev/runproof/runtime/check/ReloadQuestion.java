package dev.runproof.runtime.check;

import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.metrics.PromQl;
import dev.runproof.runtime.value.Namespace;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the pods of ingress-nginx are asked, by their metrics: when each has last loaded a configuration, in whole seconds, whether its
 * last attempt went well, and when Prometheus saw that. Source: {@code internal/ingress/metric/collectors/controller.go} of ingress-nginx.
 *
 * @param controllers the namespace that they are in
 */
record ReloadQuestion(Namespace controllers) {

    private static final QueryPart LOADED = new QueryPart("loaded");
    private static final QueryPart SUCCESSFUL = new QueryPart("successful");
    private static final QueryPart SCRAPED = new QueryPart("scraped");
    private static final String POD = "controller_pod";

    /**
     * What is known of one pod.
     *
     * @param loaded when it last loaded a configuration
     * @param successful whether its last attempt went well
     * @param scraped when Prometheus saw that
     */
    record Reload(Instant loaded, boolean successful, Instant scraped) {}

    String text() {
        String pods = "{controller_namespace=" + PromQl.quoted(controllers.name()) + "}";
        String successful = "nginx_ingress_controller_config_last_reload_successful";
        return LOADED.of(successful + "_timestamp_seconds" + pods) + " or " + SUCCESSFUL.of(successful + pods) + " or "
                + SCRAPED.of("timestamp(" + successful + "_timestamp_seconds" + pods + ")");
    }

    /** What an answer says of each pod, by its name; of one that is scraped several times, the worst. */
    static Map<String, Reload> read(Answer.Samples answer) {
        Map<String, List<Sample>> parts = QueryPart.split(answer);
        Map<String, Double> loaded = least(LOADED.in(parts));
        Map<String, Double> successful = least(SUCCESSFUL.in(parts));
        Map<String, Double> scraped = least(SCRAPED.in(parts));
        var reloads = new HashMap<String, Reload>();
        loaded.forEach((pod, time) -> {
            Double well = successful.get(pod);
            Double seen = scraped.get(pod);
            if (well != null && seen != null) {
                reloads.put(pod, new Reload(at(time), well == 1, at(seen)));
            }
        });
        return reloads;
    }

    private static Map<String, Double> least(List<Sample> samples) {
        var least = new HashMap<String, Double>();
        samples.stream()
                .filter(sample -> Double.isFinite(sample.value()))
                .forEach(sample -> least.merge(sample.labels().getOrDefault(POD, ""), sample.value(), Math::min));
        return least;
    }

    private static Instant at(double seconds) {
        // What no clock says is the time before all others: nothing was loaded then.
        return seconds > 0 && seconds < 1e11 ? Instant.ofEpochMilli((long) (seconds * 1000)) : Instant.EPOCH;
    }
}
