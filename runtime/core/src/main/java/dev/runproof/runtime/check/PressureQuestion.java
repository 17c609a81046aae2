package dev.runproof.runtime.check;

import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Prometheus is asked about policy maps. Source: Cilium 1.16.5, {@code pkg/endpointmanager/policymap_pressure.go}: an agent
 * tells the fullest policy map of its node, and tells nothing at all while none is more than a tenth full. Other maps are
 * told at any time, which is how to know that the agent is asked.
 */
final class PressureQuestion {

    private static final String METRIC = "cilium_bpf_map_pressure";

    /** Before 1.15 each map had a name of its own, since 1.17 names have a version in them. */
    private static final String POLICY_MAPS = "{map_name=~\"(cilium_)?policy_.*\"}";

    private static final QueryPart FULLEST = new QueryPart("fullest");
    private static final QueryPart AGENTS = new QueryPart("agents");

    static final String TEXT = FULLEST.of("max(" + METRIC + POLICY_MAPS + ")") + " or "
            + AGENTS.of("count(count by (instance) (" + METRIC + "))");

    private PressureQuestion() {}

    /**
     * What is known.
     *
     * @param agents of how many agents; at least one
     * @param fullest how full the fullest policy map is, where 1 is full; empty if no agent tells
     */
    record Pressure(int agents, Optional<Double> fullest) {}

    /** What an answer says; empty if it says nothing, or nonsense. */
    static Optional<Pressure> read(Answer.Samples answer) {
        Map<String, List<Sample>> parts = QueryPart.split(answer);
        Optional<Double> agents = AGENTS.in(parts).stream().map(Sample::value).findFirst();
        Optional<Double> fullest = FULLEST.in(parts).stream().map(Sample::value).findFirst();
        return agents.filter(count -> count >= 1 && count <= Integer.MAX_VALUE)
                .filter(count -> fullest.stream().allMatch(value -> Double.isFinite(value) && value >= 0))
                .map(count -> new Pressure(count.intValue(), fullest));
    }
}
