package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.value.Namespace;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The namespaces in which nothing is contained: those of the cluster itself, and those in which the network, names, the way
 * in, or the view of it all are found to run. They are found by the labels that the usual charts give to their pods.
 */
final class ProtectedNamespaces {

    /** The label by which people protect a namespace, or a pod and so its namespace. */
    static final String LABEL = "safety";

    private static final String PROTECTED = "whitelist";
    private static final Set<String> OF_THE_CLUSTER = Set.of("kube-system", "kube-public", "kube-node-lease");
    private static final List<String> NAME_LABELS = List.of("app.kubernetes.io/name", "k8s-app", "app");
    private static final Map<String, Set<String>> WORKLOADS = Map.of(
            "the network",
                    Set.of("cilium", "cilium-agent", "cilium-operator", "calico-node", "calico-typha", "metallb"),
            "names", Set.of("kube-dns", "coredns", "node-local-dns", "nodelocaldns"),
            "the way in",
                    Set.of(
                            "ingress-nginx",
                            "traefik",
                            "haproxy-ingress",
                            "kubernetes-ingress",
                            "contour",
                            "kong",
                            "gateway-helm",
                            "envoy-gateway",
                            "istio-ingressgateway",
                            "istiod",
                            "cilium-ingress"),
            "monitoring",
                    Set.of(
                            "prometheus",
                            "alertmanager",
                            "grafana",
                            "loki",
                            "thanos",
                            "mimir",
                            "kube-state-metrics",
                            "falco",
                            "falcosidekick",
                            "hubble-relay"));

    private ProtectedNamespaces() {}

    /** Protected whatever anybody declares, and without asking the cluster. */
    static boolean isAlways(Namespace namespace, Namespace own) {
        return OF_THE_CLUSTER.contains(namespace.name()) || namespace.equals(own);
    }

    /**
     * Why a namespace is protected; empty if it is not.
     *
     * @throws dev.runproof.runtime.cluster.ClusterException if that cannot be read
     */
    static Optional<String> reason(ClusterReads cluster, Namespace namespace, ProtectedList list) {
        Optional<String> hit = list.hit(namespace);
        if (hit.isPresent()) {
            return Optional.of("namespace " + namespace + " is protected: " + hit.get());
        }
        Optional<KubernetesObject> object =
                cluster.get(new ObjectRef(SurroundingKinds.NAMESPACES, "", namespace.name()));
        if (object.filter(ProtectedNamespaces::isLabelled).isPresent()) {
            return Optional.of("namespace " + namespace + " is labelled " + LABEL + "=" + PROTECTED);
        }
        List<KubernetesObject> pods = cluster.list(SurroundingKinds.PODS, namespace.name());
        return pods.stream()
                .filter(ProtectedNamespaces::isLabelled)
                .findFirst()
                .map(pod -> "pod " + pod.ref().name() + " in namespace " + namespace + " is labelled " + LABEL + "="
                        + PROTECTED)
                .or(() -> list.leaves(namespace)
                        ? Optional.empty()
                        : pods.stream()
                                .flatMap(pod -> role(pod).stream())
                                .findFirst()
                                .map(role -> "namespace " + namespace + " is protected: " + role
                                        + " runs there; where that is wanted, list it under unprotected-namespaces in "
                                        + list.declared().ref()));
    }

    private static boolean isLabelled(KubernetesObject object) {
        return object.label(LABEL).equals(Optional.of(PROTECTED));
    }

    private static Optional<String> role(KubernetesObject pod) {
        return NAME_LABELS.stream()
                .flatMap(key -> pod.label(key).stream())
                .flatMap(name -> WORKLOADS.entrySet().stream()
                        .filter(role -> role.getValue().contains(name.toLowerCase(Locale.ROOT)))
                        .map(role -> role.getKey() + " (" + name + ")"))
                .findFirst();
    }
}
