package dev.runproof.compiler.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program that tells of others, so that a label of the target that was scraped is about the program and not about the subject.
 * Which labels a metric has of its own, the documentation of each program lists; labels of targets are those that the Prometheus
 * operator sets.
 *
 * <p>Where a metric has a label of its own with the name of one of the target, Prometheus keeps it under that name if
 * {@code honor_labels} is set, as kube-prometheus does for kube-state-metrics and kubelets; that is assumed here. Else it is
 * {@code exported_pod} and so on, and an expression that asks for {@code pod} asks for the exporter's.
 *
 * @param program its name
 * @param subject what tells of the subject
 * @param ofSubject those labels with the name of one of the target that are about the subject all the same
 * @param prefixes how the names of its metrics begin
 */
record Exporter(String program, String subject, Set<String> ofSubject, List<String> prefixes) {

    /** What a target has. The label of a job is never taken for a subject. */
    private static final Set<String> OF_TARGET = Set.of("container", "instance", "namespace", "node", "pod", "service");

    private static final List<Exporter> KNOWN = List.of(
            new Exporter(
                    "kube-state-metrics",
                    "pod or node",
                    Set.of("container", "namespace", "node", "pod"),
                    List.of("kube_pod_")),
            new Exporter("kube-state-metrics", "node", Set.of("node"), List.of("kube_node_")),
            new Exporter(
                    "kube-state-metrics",
                    "a metric that begins with kube_pod_, joined by namespace",
                    Set.of("namespace", "node"),
                    List.of(
                            "kube_cronjob_",
                            "kube_daemonset_",
                            "kube_deployment_",
                            "kube_horizontalpodautoscaler_",
                            "kube_job_",
                            "kube_replicaset_",
                            "kube_statefulset_")),
            new Exporter(
                    "node_exporter",
                    "nodename of node_uname_info, joined by instance",
                    Set.of("node"),
                    List.of("node_")),
            new Exporter(
                    "cAdvisor, in the kubelet",
                    "node, pod or container",
                    Set.of("container", "namespace", "node", "pod"),
                    List.of("container_")),
            new Exporter(
                    "Hubble, in the agent of Cilium",
                    "source_pod, destination_pod and their namespaces, which labelsContext switches on",
                    Set.of("node"),
                    List.of(
                            "hubble_dns_",
                            "hubble_drop_",
                            "hubble_flows_",
                            "hubble_http_",
                            "hubble_icmp_",
                            "hubble_policy_",
                            "hubble_port_",
                            "hubble_tcp_")),
            // One on each node.
            new Exporter("falco-exporter", "k8s_pod_name and k8s_ns_name", Set.of("node"), List.of("falco_events")),
            // One for all nodes.
            new Exporter(
                    "Falcosidekick",
                    "k8s_pod_name, k8s_ns_name and hostname",
                    Set.of(),
                    List.of("falcosecurity_falcosidekick_falco_events_total")));

    /** Takes set and list as they are now. */
    Exporter {
        ofSubject = Set.copyOf(ofSubject);
        prefixes = List.copyOf(prefixes);
    }

    /**
     * The exporter of a metric, if it is a known one. A metric with a colon is made by a recording rule, and has the labels that
     * its expression gives.
     */
    static Optional<Exporter> of(String metric) {
        return metric.indexOf(':') >= 0
                ? Optional.empty()
                : KNOWN.stream()
                        .filter(exporter -> exporter.prefixes.stream().anyMatch(metric::startsWith))
                        .findFirst();
    }

    /** Whether a label is about the exporter itself. */
    boolean isItsOwn(String label) {
        return OF_TARGET.contains(label) && !ofSubject.contains(label);
    }
}
