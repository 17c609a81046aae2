package dev.runproof.runtime.simulated;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.probe.NodeProbes;
import dev.runproof.runtime.probe.ProbeAnswer;
import dev.runproof.runtime.probe.ProbeAnswer.Row;
import dev.runproof.runtime.probe.ProbeQuestion;
import dev.runproof.runtime.probe.Verdict;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cluster whose Cilium accepts and enforces every policy at once, with a probe on each node. Thread-safe.
 *
 * <p>It knows the policies that {@code block-ip} and its like write: denials of ranges for all pods of a namespace. Of other rules it
 * knows nothing: they let pass.
 */
public final class SimulatedCilium implements Cluster, NodeProbes {

    private static final String POLICIES = "ciliumnetworkpolicies";
    private static final ResourceKind PODS = new ResourceKind("", "v1", "Pod", "pods", true);
    private static final ResourceKind POLICY =
            new ResourceKind("cilium.io", "v2", "CiliumNetworkPolicy", POLICIES, true);

    private final SimulatedCluster cluster;

    /**
     * Lets Cilium run on a cluster.
     *
     * @param cluster the cluster
     */
    public SimulatedCilium(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Optional<KubernetesObject> get(ObjectRef ref) {
        return cluster.get(ref).map(SimulatedCilium::accepted);
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind) {
        return cluster.list(kind).stream().map(SimulatedCilium::accepted).toList();
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind, String namespace) {
        return cluster.list(kind, namespace).stream()
                .map(SimulatedCilium::accepted)
                .toList();
    }

    @Override
    public KubernetesObject create(KubernetesObject object, WriteMode mode) {
        return cluster.create(object, mode);
    }

    @Override
    public KubernetesObject replace(KubernetesObject object, WriteMode mode) {
        return cluster.replace(object, mode);
    }

    @Override
    public KubernetesObject apply(KubernetesObject fields, String fieldManager, WriteMode mode) {
        return cluster.apply(fields, fieldManager, mode);
    }

    @Override
    public void delete(ObjectRef ref, String uid, WriteMode mode) {
        cluster.delete(ref, uid, mode);
    }

    @Override
    public void delete(KubernetesObject object, WriteMode mode) {
        cluster.delete(object, mode);
    }

    @Override
    public Map<IpAddress, Reply> ask(Map<IpAddress, ProbeQuestion> questions, Duration timeout) {
        Map<String, String> namespaces = new HashMap<>();
        cluster.list(PODS)
                .forEach(pod -> pod.text("status", "podIP")
                        .ifPresent(address -> namespaces.put(address, pod.ref().namespace())));
        Map<IpAddress, Reply> replies = new HashMap<>();
        questions.forEach((node, question) -> replies.put(node, new Reply.Answered(answer(question, namespaces))));
        return Map.copyOf(replies);
    }

    private ProbeAnswer answer(ProbeQuestion question, Map<String, String> namespaces) {
        var rows = new ArrayList<Row>();
        var absent = new HashSet<IpAddress>();
        Map<String, Denials> denials = new HashMap<>();
        for (IpAddress endpoint : question.endpoints()) {
            String namespace = namespaces.get(endpoint.toString());
            if (namespace == null) {
                absent.add(endpoint);
                continue;
            }
            Denials denied = denials.computeIfAbsent(namespace, name -> Denials.of(cluster.list(POLICY, name)));
            question.peers()
                    .forEach(peer -> rows.add(
                            new Row(endpoint, peer, verdict(denied.ingress(), peer), verdict(denied.egress(), peer))));
        }
        return new ProbeAnswer(rows, absent);
    }

    private static Verdict verdict(List<Cidr> denied, Cidr peer) {
        return denied.stream().anyMatch(range -> range.length() <= peer.length() && range.contains(peer.first()))
                ? Verdict.DENIED
                : Verdict.PASSES;
    }

    /** The ranges that some policies deny. */
    private record Denials(List<Cidr> ingress, List<Cidr> egress) {

        static Denials of(List<KubernetesObject> policies) {
            return new Denials(in(policies, "ingressDeny", "fromCIDR"), in(policies, "egressDeny", "toCIDR"));
        }

        private static List<Cidr> in(List<KubernetesObject> policies, String rules, String ranges) {
            return policies.stream()
                    .flatMap(policy -> policy.list("spec", rules).stream())
                    .flatMap(rule -> rule instanceof Map<?, ?> map && map.get(ranges) instanceof List<?> list
                            ? list.stream()
                            : Stream.empty())
                    .flatMap(range -> range(String.valueOf(range)).stream())
                    .toList();
        }

        private static Optional<Cidr> range(String text) {
            try {
                return Optional.of(Cidr.parse(text));
            } catch (InvalidValueException e) {
                return Optional.empty();
            }
        }
    }

    private static KubernetesObject accepted(KubernetesObject object) {
        if (!object.ref().kind().plural().equals(POLICIES)) {
            return object;
        }
        var status = new LinkedHashMap<>(object.map("status"));
        status.putIfAbsent("conditions", List.of(Map.of("type", "Valid", "status", "True")));
        return object.with("status", status);
    }
}
