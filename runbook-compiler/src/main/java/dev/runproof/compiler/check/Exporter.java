package dev.runproof.compiler.check;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Programs that tell of others, so that a label of the target that was scraped is about the program and not about the subject.
 * Which labels a metric has of its own, the documentation of each program lists; labels of targets are those that the Prometheus
 * operator sets.
 *
 * <p>Where a metric has a label of its own with the name of one of the target, Prometheus keeps it under that name if
 * {@code honor_labels} is set, as kube-prometheus does for kube-state-metrics, kubelets and Hubble; that is assumed here. Else
 * it is {@code exported_pod} and so on, and an expression that asks for {@code pod} asks for the exporter's.
 */
enum Exporter {
    /** Pods, each with its namespace, containers and node. */
    POD_STATE("kube-state-metrics", "pod or node", Set.of("container", "namespace", "node", "pod"), "kube_pod_"),
    /** Nodes. */
    NODE_STATE("kube-state-metrics", "node", Set.of("node"), "kube_node_"),
    /** What is in a namespace and is no pod. */
    WORKLOAD_STATE(
            "kube-state-metrics",
            "a metric that begins with kube_pod_, joined by namespace",
            Set.of("namespace", "node"),
            "kube_cronjob_",
            "kube_daemonset_",
            "kube_deployment_",
            "kube_horizontalpodautoscaler_",
            "kube_job_",
            "kube_replicaset_",
            "kube_statefulset_"),
    /** The machine on which it runs. */
    NODE("node_exporter", "nodename of node_uname_info, joined by instance", Set.of("node"), "node_"),
    /** Containers on its node. */
    CADVISOR("cAdvisor, in the kubelet", "node, pod or container", Set.of("container", "namespace", "node", "pod"), "container_"),
    /** What passes through its node. */
    HUBBLE(
            "Hubble, in the agent of Cilium",
            "source_pod, destination_pod and their namespaces, which labelsContext switches on",
            Set.of("node"),
            "hubble_drop_",
            "hubble_flows_",
            "hubble_dns_",
            "hubble_http_",
            "hubble_icmp_",
            "hubble_policy_",
            "hubble_port_",
            "hubble_tcp_"),
    /** Events of Falco on its node. */
    FALCO_EXPORTER("falco-exporter", "k8s_pod_name and k8s_ns_name", Set.of("node"), "falco_events"),
    /** Events of Falco on all nodes. */
    FALCOSIDEKICK(
            "Falcosidekick",
            "k8s_pod_name, k8s_ns_name and hostname",
            Set.of(),
            "falcosecurity_falcosidekick_falco_events_total");

    /** What a target has. Those of a job are never taken for a subject. */
    private static final Set<String> OF_TARGET = Set.of("container", "instance", "namespace", "node", "pod", "service");

    private final String program;
    private final String subject;
    private final Set<String> ofSubject;
    private final String[] prefixes;

    Exporter(String program, String subject, Set<String> ofSubject, String... prefixes) {
        this.program = program;
        this.subject = subject;
        this.ofSubject = ofSubject;
        this.prefixes = prefixes;
    }

    /**
     * The exporter of a metric, if it is one of these. One with a colon is a recording rule, whose labels are what its expression
     * makes of them.
     */
    static Optional<Exporter> of(String metric) {
        return metric.indexOf(':') >= 0
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(exporter -> Arrays.stream(exporter.prefixes).anyMatch(metric::startsWith))
                        .findFirst();
    }

    /** Whether a label is about the exporter itself. */
    boolean isItsOwn(String label) {
        return OF_TARGET.contains(label) && !ofSubject.contains(label);
    }

    /** Its name. */
    String program() {
        return program;
    }

    /** What tells of the subject. */
    String subject() {
        return subject;
    }
}
