package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.Percent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The policy maps in the kernels of all nodes have room. A map that is full takes no more entries: what is blocked passes, and
 * pods that start get no policy at all.
 *
 * <p>It asks a Prometheus that scrapes the agents of Cilium for the fullest map of each ({@code cilium_bpf_map_pressure}). An agent
 * tells none while all its maps are nearly empty, up to a tenth unless Cilium is configured otherwise ({@code
 * bpf-policy-map-pressure-metrics-threshold}): nothing told by an agent that tells of its other maps is room enough.
 *
 * <p>It fails at the limit and above. It is not known if fewer agents tell anything than nodes have pods of the namespace, and for a
 * limit below what agents tell.
 *
 * <p>Limits: the figures are as old as the last scrape. It counts agents and does not know which node is whose.
 *
 * @param percent how full a map may not be
 * @param ifUnknown whether a target is contained if nobody knows
 */
@RunbookCheck(
        name = MapPressureBelow.NAME,
        moments = Moment.PRE_CHECK,
        permissions = {
            @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "", resource = "nodes", verbs = "list", scope = Scope.CLUSTER),
            @Permission(
                    group = "",
                    resource = "configmaps",
                    verbs = "get",
                    scope = Scope.CILIUM_NAMESPACE,
                    names = CiliumConfiguration.NAME)
        })
public record MapPressureBelow(
        @Default("80") Percent percent, @Default("refuse") IfUnknown ifUnknown) implements Check {

    static final String NAME = "map-pressure-below";

    private static final String THRESHOLD = "bpf-policy-map-pressure-metrics-threshold";
    private static final double USUAL_THRESHOLD = 0.1;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    /** Down, so that what is below a limit is not shown as the limit. */
    private static final MathContext SHOWN = new MathContext(3, RoundingMode.DOWN);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        var answer = context.measured(PressureQuestion.TEXT, context.clock().instant(), "the policy maps");
        if (!(answer instanceof Metrics.Answer.Samples samples)) {
            return unknown(((Metrics.Answer.Unknown) answer).reason());
        }
        Optional<PressureQuestion.Pressure> pressure = PressureQuestion.read(samples);
        if (pressure.isEmpty()) {
            return unknown("Prometheus has no cilium_bpf_map_pressure, or no figure that can be");
        }
        Optional<Double> fullest = pressure.get().fullest();
        if (fullest.filter(value -> value >= percent.fraction()).isPresent()) {
            return new CheckResult.Failed("a policy map is " + text(fullest.get()) + " full, and takes no more entries"
                    + " when it is full; the limit is " + percent + " %");
        }
        try {
            return room(context, pressure.get());
        } catch (ClusterException e) {
            return unknown(e.getMessage());
        }
    }

    private CheckResult room(CheckContext context, PressureQuestion.Pressure pressure) {
        int nodes = PodsByNode.of(context.surroundings(), context.target().namespace())
                .nodes()
                .size();
        if (pressure.agents() < nodes) {
            return unknown("Prometheus knows the maps of " + pressure.agents() + " agents, and pods of namespace "
                    + context.target().namespace() + " are on " + nodes + " nodes");
        }
        if (pressure.fullest().isPresent()) {
            return new CheckResult.Passed("the fullest policy map is "
                    + text(pressure.fullest().get()) + " full, below " + percent + " %" + of(pressure));
        }
        double untold = threshold(context);
        return untold < percent.fraction()
                ? new CheckResult.Passed("no policy map is more than " + text(untold) + " full" + of(pressure))
                : unknown("Cilium tells only of policy maps that are more than " + text(untold) + " full");
    }

    private static String of(PressureQuestion.Pressure pressure) {
        return ", of " + pressure.agents() + " agents";
    }

    /** Up to where agents tell nothing; all of it if that cannot be read. */
    private static double threshold(CheckContext context) {
        Optional<String> configured =
                CiliumConfiguration.read(context).flatMap(configuration -> configuration.text(THRESHOLD));
        try {
            double threshold = configured.map(Double::parseDouble).orElse(USUAL_THRESHOLD);
            return threshold >= 0 ? threshold : 1;
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private CheckResult unknown(String reason) {
        return ifUnknown == IfUnknown.ALLOW
                ? new CheckResult.Passed("how full policy maps are is not known and that is allowed: " + reason)
                : new CheckResult.Undetermined(reason);
    }

    private static String text(double fraction) {
        var percent =
                BigDecimal.valueOf(fraction).multiply(HUNDRED).round(SHOWN).stripTrailingZeros();
        return percent.toPlainString() + " %";
    }
}
