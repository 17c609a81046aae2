package dev.runproof.runtime.check;

import dev.runproof.runtime.gateway.GatewayProxies;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.metrics.PromQl;
import dev.runproof.runtime.value.Namespace;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What Envoys are asked, by their metrics: when each has last loaded its routes, whether it hears its control plane, and when Prometheus
 * saw that. The labels {@code namespace} and {@code pod} are those that Prometheus adds to what it scrapes. Source: the statistics of
 * Envoy 1.40, {@code http.*.rds.*} and {@code control_plane}.
 *
 * @param controllers the namespace that they are in
 */
record RouteQuestion(Namespace controllers) {

    private static final QueryPart LOADED = new QueryPart("loaded");
    private static final QueryPart CONNECTED = new QueryPart("connected");
    private static final QueryPart SCRAPED = new QueryPart("scraped");
    private static final String POD = "pod";
    private static final String ROUTES = "envoy_rds_route_config";

    /**
     * What is known of some routes in one pod.
     *
     * @param loaded when it last loaded them
     * @param connected whether it hears its control plane
     * @param scraped when Prometheus saw that
     */
    record Load(Instant loaded, boolean connected, Instant scraped) {}

    /**
     * What was answered.
     *
     * @param loads what is known, by the name of the pod and that of the routes
     */
    record Loads(Map<List<String>, Load> loads) {

        Optional<Load> of(String pod, String routes) {
            return Optional.ofNullable(loads.get(List.of(pod, routes)));
        }
    }

    String text(List<GatewayProxies> gateways) {
        String names = gateways.stream()
                .flatMap(gateway -> gateway.routes().stream())
                .map(PromQl::literally)
                .collect(Collectors.joining("|"));
        String there = "namespace=" + PromQl.quoted(controllers.name());
        String loaded =
                "envoy_http_rds_config_reload_time_ms{" + there + "," + ROUTES + "=~" + PromQl.quoted(names) + "}";
        return LOADED.of(loaded) + " or " + SCRAPED.of("timestamp(" + loaded + ")") + " or "
                + CONNECTED.of("envoy_control_plane_connected_state{" + there + "}");
    }

    /** What an answer says; of what is scraped several times, the worst. */
    static Loads read(Answer.Samples answer) {
        Map<String, List<Sample>> parts = QueryPart.split(answer);
        Map<List<String>, Double> loaded = least(LOADED.in(parts));
        Map<List<String>, Double> scraped = least(SCRAPED.in(parts));
        Map<List<String>, Double> connected = least(CONNECTED.in(parts));
        var loads = new HashMap<List<String>, Load>();
        loaded.forEach((place, time) -> {
            Double seen = scraped.get(place);
            if (seen != null) {
                boolean hears = connected.getOrDefault(List.of(place.get(0), ""), 0.0) == 1;
                loads.put(place, new Load(at(time), hears, at(seen * 1000)));
            }
        });
        return new Loads(loads);
    }

    private static Map<List<String>, Double> least(List<Sample> samples) {
        var least = new HashMap<List<String>, Double>();
        samples.stream()
                .filter(sample -> Double.isFinite(sample.value()))
                .forEach(sample -> least.merge(
                        List.of(
                                sample.labels().getOrDefault(POD, ""),
                                sample.labels().getOrDefault(ROUTES, "")),
                        sample.value(),
                        Math::min));
        return least;
    }

    private static Instant at(double milliseconds) {
        // What no clock says is the time before all others: nothing was loaded then.
        return milliseconds > 0 && milliseconds < 1e14 ? Instant.ofEpochMilli((long) milliseconds) : Instant.EPOCH;
    }
}
