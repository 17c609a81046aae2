package dev.runproof.executor;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentRules;
import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.RunRules;
import dev.runproof.runtime.simulated.SimulatedCluster;
import dev.runproof.runtime.value.Namespace;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small simulated cluster: a node, an API server, a pod with its Service, and a list of protected addresses. */
final class DemoCluster {

    static final Namespace OWN = new Namespace("runproof");

    private static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);
    private static final ResourceKind NODES = new ResourceKind("", "v1", "Node", "nodes", false);
    private static final ResourceKind PODS = new ResourceKind("", "v1", "Pod", "pods", true);
    private static final ResourceKind SERVICES = new ResourceKind("", "v1", "Service", "services", true);
    private static final ResourceKind ENDPOINT_SLICES =
            new ResourceKind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true);
    private static final ResourceKind INGRESSES =
            new ResourceKind("networking.k8s.io", "v1", "Ingress", "ingresses", true);
    private static final ResourceKind POLICIES =
            new ResourceKind("cilium.io", "v2", "CiliumNetworkPolicy", "ciliumnetworkpolicies", true);
    private static final List<ResourceKind> KINDS = List.of(
            Containment.KIND,
            ResponseRun.KIND,
            Heartbeat.KIND,
            CONFIG_MAPS,
            NODES,
            PODS,
            SERVICES,
            ENDPOINT_SLICES,
            INGRESSES,
            POLICIES);

    private DemoCluster() {}

    /** Makes a cluster in which an action can have its effect. */
    static SimulatedCluster of(Action action, InstantSource clock) {
        var kinds = new ArrayList<>(KINDS);
        if (action.change(populated(action, clock, KINDS)) instanceof Change.Create create) {
            kinds.add(create.object().ref().kind());
        }
        return populated(action, clock, kinds);
    }

    private static SimulatedCluster populated(Action action, InstantSource clock, List<ResourceKind> kinds) {
        var cluster = new SimulatedCluster(clock, kinds, List.of(ContainmentRules::refusal, RunRules::refusal));
        cluster.addNamespace(OWN.name());
        Namespace namespace = action.target().namespace();
        if (cluster.get(new ObjectRef(
                        new ResourceKind("", "v1", "Namespace", "namespaces", false), "", namespace.name()))
                .isEmpty()) {
            cluster.addNamespace(namespace.name());
        }
        populate(cluster, namespace);
        return cluster;
    }

    private static void populate(Cluster cluster, Namespace namespace) {
        create(
                cluster,
                new ObjectRef(CONFIG_MAPS, OWN.name(), "runproof-protected"),
                Map.of("data", Map.of("addresses", "192.0.2.0/24 # the office\n")));
        create(
                cluster,
                new ObjectRef(CONFIG_MAPS, "kube-system", "cilium-config"),
                Map.of("data", Map.of("enable-policy", "default")));
        create(
                cluster,
                new ObjectRef(ENDPOINT_SLICES, "default", "kubernetes"),
                Map.of("endpoints", List.of(Map.of("addresses", List.of("198.51.100.6")))));
        create(
                cluster,
                new ObjectRef(NODES, "", "node-1"),
                Map.of(
                        "status",
                        Map.of("addresses", List.of(Map.of("type", "InternalIP", "address", "198.51.100.7")))));
        create(
                cluster,
                new ObjectRef(PODS, namespace.name(), "web"),
                Map.of("spec", Map.of("nodeName", "node-1"), "status", Map.of("podIP", "10.244.0.7")));
        create(
                cluster,
                new ObjectRef(SERVICES, namespace.name(), "web"),
                Map.of("spec", Map.of("clusterIP", "10.96.0.9")));
    }

    private static void create(Cluster cluster, ObjectRef ref, Map<String, ?> fields) {
        cluster.create(KubernetesObject.of(ref, Map.of(), Map.of(), fields), WriteMode.COMMIT);
    }
}
