package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.value.Namespace;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Packets from outside reach the pods of the namespace with the address that they were sent from, so that a policy about that
 * address can match them.
 *
 * <p>They do not where a proxy or a node puts its own address there: by an Ingress or an HTTPRoute, and by a Service of type
 * {@code NodePort} or {@code LoadBalancer} whose {@code externalTrafficPolicy} is not {@code Local}. A policy in such a
 * namespace is stored, accepted and enforced, and the attacker passes all the same: block it in front, or in the namespace of
 * the proxy. Where the address is kept by other means, the namespace says so by the annotation {@code runproof.dev/sources:
 * visible}, which the admission policies let those set only who may protect containments.
 *
 * <p>Flows of Hubble, in a Prometheus, show it too where nothing but Cilium stands between: at a Service of type {@code NodePort}, or a
 * {@code LoadBalancer} whose class is one of Cilium's own. In the last five minutes some came from the very address, and none from
 * that of any node. They count for one address, and where Cilium routes without tunnels.
 *
 * <p>Limits: flows show nothing about what comes by an Ingress, an HTTPRoute or a load balancer of somebody else. An attacker who sends
 * most of its traffic that way, and a little straight to a pod, would be seen and not stopped; so these stay refused until somebody declares
 * them. A proxy outside that nobody has declared in the cluster cannot be known.
 */
@RunbookCheck(
        name = SourceIsVisible.NAME,
        moments = Moment.PRE_CHECK,
        permissions = {
            @Permission(group = "", resource = "namespaces", verbs = "get", scope = Scope.CLUSTER),
            @Permission(group = "", resource = "services", verbs = "list", scope = Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "networking.k8s.io",
                    resource = "ingresses",
                    verbs = "list",
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "gateway.networking.k8s.io",
                    resource = "httproutes",
                    verbs = "list",
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "", resource = "nodes", verbs = "list", scope = Scope.CLUSTER),
            @Permission(
                    group = "",
                    resource = "configmaps",
                    verbs = "get",
                    scope = Scope.CILIUM_NAMESPACE,
                    names = CiliumConfiguration.NAME)
        })
public record SourceIsVisible() implements Check {

    static final String NAME = "source-is-visible";

    private static final String ANNOTATION = "runproof.dev/sources";
    private static final String VISIBLE = "visible";
    private static final Set<String> FROM_OUTSIDE = Set.of("NodePort", "LoadBalancer");
    /** Load balancers that are the nodes themselves. Source: Cilium 1.16.5, {@code pkg/k8s/apis/cilium.io/v2alpha1}. */
    private static final Set<String> OF_CILIUM = Set.of("io.cilium/bgp-control-plane", "io.cilium/l2-announcer");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        Namespace namespace = context.target().namespace();
        ClusterReads cluster = context.surroundings();
        try {
            if (isDeclared(cluster, namespace)) {
                return new CheckResult.Passed("namespace " + namespace + " says so by " + ANNOTATION);
            }
            List<KubernetesObject> hiding = hiding(cluster, namespace);
            return hiding.stream()
                    .filter(service -> !isOfNodesAlone(service))
                    .findFirst()
                    .map(SourceIsVisible::nodeHides)
                    .or(() -> proxy(cluster, SurroundingKinds.INGRESSES, namespace))
                    .or(() -> proxy(cluster, SurroundingKinds.HTTP_ROUTES, namespace))
                    .map(why -> failed(why, namespace))
                    .orElseGet(() -> hiding.stream()
                            .findFirst()
                            .map(service -> seen(service, context))
                            .orElseGet(CheckResult.Passed::new));
        } catch (ClusterException e) {
            return new CheckResult.Undetermined(e.getMessage());
        }
    }

    private static boolean isDeclared(ClusterReads cluster, Namespace namespace) {
        return cluster.get(new ObjectRef(SurroundingKinds.NAMESPACES, "", namespace.name()))
                .flatMap(object -> object.annotation(ANNOTATION))
                .filter(VISIBLE::equals)
                .isPresent();
    }

    /** How the pods of a namespace, proxies themselves, get packets with the address of a node; empty if they do not. */
    static Optional<String> hidden(ClusterReads cluster, Namespace namespace) {
        return isDeclared(cluster, namespace)
                ? Optional.empty()
                : hiding(cluster, namespace).stream()
                        .findFirst()
                        .map(service -> nodeHides(service) + "; set that, or declare " + ANNOTATION + ": " + VISIBLE
                                + " on namespace " + namespace + " if the source is kept");
    }

    private static CheckResult failed(String why, Namespace namespace) {
        return new CheckResult.Failed(why + "; block the source in front of it, or declare " + ANNOTATION + ": "
                + VISIBLE + " on namespace " + namespace + " if it is kept");
    }

    private static CheckResult seen(KubernetesObject service, CheckContext context) {
        SourceFlows.Evidence evidence = SourceFlows.look(context);
        return evidence instanceof SourceFlows.Evidence.Kept kept
                ? new CheckResult.Passed(kept.note())
                : failed(
                        nodeHides(service) + ", and flows do not show otherwise: "
                                + ((SourceFlows.Evidence.None) evidence).reason(),
                        context.target().namespace());
    }

    private static String nodeHides(KubernetesObject service) {
        return "traffic by " + service.ref() + " arrives from the address of a node, not of its source,"
                + " as its externalTrafficPolicy is not Local";
    }

    /** The Services by which traffic comes from outside with the address of a node, unless nodes keep it all the same. */
    private static List<KubernetesObject> hiding(ClusterReads cluster, Namespace namespace) {
        return cluster.list(SurroundingKinds.SERVICES, namespace.name()).stream()
                .filter(service -> FROM_OUTSIDE.contains(
                                service.text("spec", "type").orElse(""))
                        && !service.text("spec", "externalTrafficPolicy").equals(Optional.of("Local")))
                .toList();
    }

    private static boolean isOfNodesAlone(KubernetesObject service) {
        return service.text("spec", "type").equals(Optional.of("NodePort"))
                || service.text("spec", "loadBalancerClass")
                        .filter(OF_CILIUM::contains)
                        .isPresent();
    }

    private static Optional<String> proxy(ClusterReads cluster, ResourceKind kind, Namespace namespace) {
        List<KubernetesObject> routes;
        try {
            routes = cluster.list(kind, namespace.name());
        } catch (ClusterException e) {
            // A kind that is not installed routes nothing.
            if (e.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
        return routes.stream()
                .findFirst()
                .map(route -> "traffic by " + route.ref() + " arrives from the address of a proxy, not of its source");
    }
}
