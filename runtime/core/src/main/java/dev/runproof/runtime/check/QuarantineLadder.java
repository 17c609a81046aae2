package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.StandingQuarantine;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.probe.NodeProbes;
import dev.runproof.runtime.probe.NodeProbes.Reply;
import dev.runproof.runtime.probe.ProbeAnswer;
import dev.runproof.runtime.probe.ProbeQuestion;
import dev.runproof.runtime.probe.Verdict;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks again and again whether a pod is cut off, until that is certain or there is no time. Used once. */
final class QuarantineLadder {

    private static final ResourceKind ENDPOINTS =
            new ResourceKind("cilium.io", "v2", "CiliumEndpoint", "ciliumendpoints", true);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Cidr OUTSIDER = Cidr.parse("192.0.2.1/32");
    private static final Cidr OUTSIDER_V6 = Cidr.parse("2001:db8::1/128");
    private static final int PODS_AS_PEERS = 4;

    /** What a look saw, and whether another may see something else. */
    private record Look(CheckResult result, boolean last) {}

    private final CheckContext context;
    private final ContainmentTarget.Named target;
    private final Optional<ObjectRef> policy;

    private QuarantineLadder(CheckContext context, ContainmentTarget.Named target, Optional<ObjectRef> policy) {
        this.context = context;
        this.target = target;
        this.policy = policy;
    }

    /** Of a pod that has the label for which a policy stands. */
    static QuarantineLadder ofLabel(CheckContext context, ContainmentTarget.Pod target) {
        return new QuarantineLadder(context, target, Optional.empty());
    }

    /** Of a pod for whose labels a policy was made. */
    static QuarantineLadder ofPolicy(
            CheckContext context, ContainmentTarget.PodLabels target, KubernetesObject policy) {
        return new QuarantineLadder(context, target, Optional.of(policy.ref()));
    }

    CheckResult climb() {
        Instant until = context.patience();
        while (true) {
            Look look = look();
            if (look.last()
                    || context.clock().instant().plus(PAUSE).isAfter(until)
                    || !context.waiting().pause(PAUSE)) {
                return look.result();
            }
        }
    }

    private Look look() {
        try {
            Optional<KubernetesObject> pod = TargetKinds.find(target.of(), context.cluster());
            if (pod.isEmpty()) {
                return new Look(new CheckResult.Failed("the pod is gone"), true);
            }
            return policy.isPresent() ? accepted(policy.get(), pod.get()) : identity(pod.get());
        } catch (ClusterException e) {
            return new Look(new CheckResult.Undetermined(e.getMessage()), false);
        }
    }

    private Look accepted(ObjectRef made, KubernetesObject pod) {
        Optional<KubernetesObject> found = context.cluster().get(made);
        if (found.isEmpty()) {
            return new Look(new CheckResult.Failed("there is no " + made + " any more"), true);
        }
        return PolicyCondition.of(found.get()).isRefused()
                ? new Look(new CheckResult.Failed("Cilium does not accept " + made), true)
                : realised(pod);
    }

    private Look identity(KubernetesObject pod) {
        var ref = new ObjectRef(ENDPOINTS, pod.ref().namespace(), pod.ref().name());
        Optional<KubernetesObject> endpoint = context.cluster().get(ref);
        if (endpoint.isEmpty()) {
            return new Look(
                    new CheckResult.Undetermined(
                            "the pod has the label; there is no " + ref + " that would say what Cilium makes of it"),
                    false);
        }
        String label = "k8s:" + StandingQuarantine.LABEL + "=" + StandingQuarantine.VALUE;
        if (!endpoint.get().list("status", "identity", "labels").contains(label)) {
            return new Look(
                    new CheckResult.Failed("Cilium has not given the pod the identity of its label: see " + ref),
                    false);
        }
        String state = endpoint.get().text("status", "state").orElse("unknown");
        return state.equals("ready")
                ? realised(pod)
                : new Look(
                        new CheckResult.Failed(
                                "the identity of the pod is not in force: " + ref + " is in state " + state),
                        false);
    }

    private Look realised(KubernetesObject pod) {
        Optional<NodeProbes> probes = context.sources().nodeProbes();
        if (probes.isEmpty()) {
            return new Look(
                    new CheckResult.Undetermined((policy.isPresent()
                                    ? "the policy is stored"
                                    : "Cilium has given the pod the identity of its label")
                            + "; whether its node enforces the policy cannot be seen, as this executor knows no node"
                            + " probe"),
                    true);
        }
        String name = pod.text("spec", "nodeName").orElse("");
        Optional<IpAddress> node = context.surroundings()
                .get(new ObjectRef(SurroundingKinds.NODES, "", name))
                .flatMap(QuarantineLadder::addressOf);
        Optional<IpAddress> address = parse(pod.text("status", "podIP").orElse(""));
        if (node.isEmpty() || address.isEmpty()) {
            return new Look(
                    new CheckResult.Undetermined("the address of the pod or of its node " + name + " cannot be read"),
                    false);
        }
        var question = new ProbeQuestion(peers(node.get(), address.get()), List.of(address.get()));
        var replies = probes.get().ask(Map.of(node.get(), question), EnforcementLadder.PROBE_TIMEOUT);
        return replies.get(node.get()) instanceof Reply.Answered answered
                ? judge(answered.answer(), node.get())
                : new Look(new CheckResult.Undetermined("the probe of node " + name + " does not answer"), false);
    }

    private List<Cidr> peers(IpAddress node, IpAddress pod) {
        var peers = new ArrayList<Cidr>();
        peers.add(pod.isV6() ? OUTSIDER_V6 : OUTSIDER);
        peers.add(Cidr.of(node));
        context.surroundings().list(SurroundingKinds.PODS, target.namespace().name()).stream()
                .filter(other -> !other.at("spec", "hostNetwork").equals(Optional.of(true)))
                .flatMap(other -> parse(other.text("status", "podIP").orElse("")).stream())
                .filter(other -> other.isV6() == pod.isV6() && !other.equals(pod) && !other.equals(node))
                .distinct()
                .limit(PODS_AS_PEERS)
                .forEach(other -> peers.add(Cidr.of(other)));
        return peers;
    }

    private static Look judge(ProbeAnswer answer, IpAddress node) {
        if (!answer.absent().isEmpty()) {
            return new Look(new CheckResult.Undetermined("node " + node + " has no endpoint for the pod"), false);
        }
        for (var row : answer.rows()) {
            boolean own = row.peer().first().equals(node);
            if (own && row.ingress() != Verdict.PASSES) {
                return new Look(
                        new CheckResult.Failed("the node keeps its own probes from the pod, which would be restarted"),
                        false);
            }
            if ((!own && row.ingress() == Verdict.PASSES) || row.egress() == Verdict.PASSES) {
                return new Look(
                        new CheckResult.Failed(
                                "the pod is not cut off from " + row.peer().first() + ": its node lets packets pass"),
                        false);
            }
        }
        return new Look(new CheckResult.Passed(), true);
    }

    private static Optional<IpAddress> addressOf(KubernetesObject node) {
        return node.list("status", "addresses").stream()
                .filter(entry -> entry instanceof Map<?, ?> map && "InternalIP".equals(map.get("type")))
                .flatMap(entry -> parse(String.valueOf(((Map<?, ?>) entry).get("address"))).stream())
                .findFirst();
    }

    private static Optional<IpAddress> parse(String text) {
        try {
            return Optional.of(IpAddress.parse(text));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }
}
