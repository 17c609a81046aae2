package dev.runproof.runtime.contract;

import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentRules;
import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.gateway.SourcePolicy;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.RunRules;
import dev.runproof.runtime.simulated.SimulatedCluster;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Simulated clusters with all that the engine and its checks use. */
final class Simulation {

    static final ResourceKind POLICIES =
            new ResourceKind("cilium.io", "v2", "CiliumNetworkPolicy", "ciliumnetworkpolicies", true);
    static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);
    static final ResourceKind NODES = new ResourceKind("", "v1", "Node", "nodes", false);
    static final ResourceKind PODS = new ResourceKind("", "v1", "Pod", "pods", true);
    static final ResourceKind DEPLOYMENTS = new ResourceKind("apps", "v1", "Deployment", "deployments", true);
    static final ResourceKind SERVICES = new ResourceKind("", "v1", "Service", "services", true);
    static final ResourceKind ENDPOINT_SLICES =
            new ResourceKind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true);
    static final ResourceKind INGRESSES = new ResourceKind("networking.k8s.io", "v1", "Ingress", "ingresses", true);

    static final ResourceKind INGRESS_CLASSES =
            new ResourceKind("networking.k8s.io", "v1", "IngressClass", "ingressclasses", false);

    static final ResourceKind JOBS = new ResourceKind("batch", "v1", "Job", "jobs", true);
    static final ResourceKind SERVICE_ACCOUNTS = new ResourceKind("", "v1", "ServiceAccount", "serviceaccounts", true);

    /** What selects pods, beside Services and Jobs. */
    private static final List<ResourceKind> CONTROLLERS = List.of(
            new ResourceKind("", "v1", "ReplicationController", "replicationcontrollers", true),
            new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true),
            new ResourceKind("apps", "v1", "StatefulSet", "statefulsets", true),
            new ResourceKind("apps", "v1", "DaemonSet", "daemonsets", true));

    private Simulation() {}

    static SimulatedCluster cluster(InstantSource clock) {
        return new SimulatedCluster(
                clock,
                Stream.concat(
                                CONTROLLERS.stream(),
                                Stream.of(
                                        Containment.KIND,
                                        ResponseRun.KIND,
                                        Heartbeat.KIND,
                                        POLICIES,
                                        CONFIG_MAPS,
                                        NODES,
                                        PODS,
                                        DEPLOYMENTS,
                                        SERVICES,
                                        ENDPOINT_SLICES,
                                        INGRESSES,
                                        INGRESS_CLASSES,
                                        SourcePolicy.KIND,
                                        JOBS,
                                        SERVICE_ACCOUNTS))
                        .toList(),
                List.of(ContainmentRules::refusal, RunRules::refusal));
    }
}
