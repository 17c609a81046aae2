package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.probe.NodeProbes;
import java.util.Optional;

/**
 * The target is cut off: of an address, every node that has a pod of the namespace drops the packets, in both directions, and
 * nobody else's; of a pod, its node drops all of its packets, and lets its own probes in.
 *
 * <p>It climbs a ladder and says on which rung it stopped: the policy is stored; Cilium accepts it (its condition {@code
 * Valid}) and is configured to enforce policies; the policy map in the kernel of each node concerned has the entry, for each pod; and the control holds: whatever
 * passed before between those pods and a host outside, their node, and each other still may. The maps are read by the
 * probes on the nodes. A map is what the kernel decides by, so nobody has to send a packet for it.
 *
 * <p>It fails, so that the containment is rolled back, if the policy is refused or gone, if Cilium is in policy audit mode, if a node has not the entry after
 * ten seconds (or two thirds of what is left of the transaction's time), or if the control does not hold in three looks on
 * end. Whatever cannot be found out leaves it undetermined: no probe, one that does not answer, a namespace without pods.
 *
 * <p>A pod is cut off once Cilium has given it the identity that its label stands for, and that is in force: its CiliumEndpoint says
 * so. Then the map of its node may let nothing pass between it and a host outside or pods of the namespace, and nothing to the node, and
 * has to let in what comes from there. It fails if that is not so in two thirds of the time that is left.
 *
 * <p>One that is cut off by the labels that it has is so as soon as the map of its node says so, whatever its identity.
 *
 * <p>Limits: pods on the host's network are not covered by such a policy and not looked at. Policy audit mode is seen where
 * it is configured for all, not where somebody has switched it on for one endpoint.
 */
@RunbookCheck(
        name = PolicyEnforced.NAME,
        moments = Moment.POST_CHECK,
        permissions = {
            @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "cilium.io",
                    resource = "ciliumnetworkpolicies",
                    verbs = "get",
                    scope = Scope.TARGET_NAMESPACE,
                    targets = {"ip", "ip-range", "ip-addresses"}),
            @Permission(
                    group = "",
                    resource = "nodes",
                    verbs = "list",
                    scope = Scope.CLUSTER,
                    targets = {"ip", "ip-range", "ip-addresses"}),
            @Permission(
                    group = "",
                    resource = "configmaps",
                    verbs = "get",
                    scope = Scope.CILIUM_NAMESPACE,
                    names = CiliumConfiguration.NAME,
                    targets = {"ip", "ip-range", "ip-addresses"}),
            @Permission(
                    group = "cilium.io",
                    resource = "ciliumendpoints",
                    verbs = "get",
                    scope = Scope.TARGET_NAMESPACE,
                    targets = "pod"),
            @Permission(group = "", resource = "pods", verbs = "get", scope = Scope.TARGET_NAMESPACE, targets = "pod"),
            @Permission(group = "", resource = "nodes", verbs = "get", scope = Scope.CLUSTER, targets = "pod")
        })
public record PolicyEnforced() implements Check {

    static final String NAME = "policy-enforced";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Baseline before(CheckContext context) {
        Optional<NodeProbes> probes = context.sources().nodeProbes();
        if (probes.isPresent() && context.target() instanceof ContainmentTarget.Network target) {
            var census = census(context, target, probes.get());
            // Once more, and no oftener: while this looks, nothing is contained.
            return census.gaps().isEmpty() ? census : census(context, target, probes.get());
        }
        return Baseline.NONE;
    }

    private static Census census(CheckContext context, ContainmentTarget.Network target, NodeProbes probes) {
        var pods = PodsByNode.of(context.surroundings(), target.namespace());
        return Census.ofControl(probes, pods, target, EnforcementLadder.PROBE_TIMEOUT);
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (context.target() instanceof ContainmentTarget.Network target
                && context.effect().isPresent()) {
            return new EnforcementLadder(context, target, context.effect().get()).climb();
        }
        if (context.target() instanceof ContainmentTarget.Pod target) {
            return QuarantineLadder.ofLabel(context, target).climb();
        }
        if (context.target() instanceof ContainmentTarget.PodLabels target
                && context.effect().isPresent()) {
            return QuarantineLadder.ofPolicy(context, target, context.effect().get())
                    .climb();
        }
        return new CheckResult.Undetermined("no policy is about such a target");
    }
}
