package dev.runproof.runtime.check;

import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.Extent;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.Namespace;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of what is around a target, which checks read. */
public final class SurroundingKinds {

    static final ResourceKind NAMESPACES = new ResourceKind("", "v1", "Namespace", "namespaces", false);
    static final ResourceKind NODES = new ResourceKind("", "v1", "Node", "nodes", false);
    static final ResourceKind PODS = TargetKinds.PODS;
    static final ResourceKind SERVICES = new ResourceKind("", "v1", "Service", "services", true);
    static final ResourceKind ENDPOINT_SLICES =
            new ResourceKind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true);
    static final ResourceKind INGRESSES = TargetKinds.INGRESSES;
    static final ResourceKind HTTP_ROUTES =
            new ResourceKind("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes", true);

    /** The records of containments. The engine, which writes them, sees the checks, and not the other way round. */
    static final ResourceKind RECORDS =
            new ResourceKind("runproof.dev", "v1alpha1", "Containment", "containments", true);

    static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);

    private static final List<ResourceKind> EVERYWHERE =
            List.of(NAMESPACES, NODES, PODS, SERVICES, ENDPOINT_SLICES, INGRESSES, HTTP_ROUTES);

    private SurroundingKinds() {}

    /**
     * Where checks read them, and the lists of what is protected.
     *
     * @param ownNamespace the namespace of the runtime
     */
    public static List<Extent> extents(Namespace ownNamespace) {
        return Stream.concat(
                        EVERYWHERE.stream().map(Extent::everywhere),
                        Stream.of(new Extent(CONFIG_MAPS, ownNamespace.name())))
                .toList();
    }
}
