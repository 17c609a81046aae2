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
 * the proxy. Where the address is kept by other means (Cilium's DSR, say), the namespace says so by the annotation {@code
 * runproof.dev/sources: visible}.
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
                    scope = Scope.TARGET_NAMESPACE)
        })
public record SourceIsVisible() implements Check {

    static final String NAME = "source-is-visible";

    private static final String ANNOTATION = "runproof.dev/sources";
    private static final String VISIBLE = "visible";
    private static final Set<String> FROM_OUTSIDE = Set.of("NodePort", "LoadBalancer");
    private static final ResourceKind NAMESPACES = new ResourceKind("", "v1", "Namespace", "namespaces", false);
    private static final ResourceKind SERVICES = new ResourceKind("", "v1", "Service", "services", true);
    private static final ResourceKind INGRESSES =
            new ResourceKind("networking.k8s.io", "v1", "Ingress", "ingresses", true);
    private static final ResourceKind ROUTES =
            new ResourceKind("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes", true);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        Namespace namespace = context.target().namespace();
        ClusterReads cluster = context.surroundings();
        try {
            boolean declared = cluster.get(new ObjectRef(NAMESPACES, "", namespace.name()))
                    .flatMap(object -> object.annotation(ANNOTATION))
                    .filter(VISIBLE::equals)
                    .isPresent();
            if (declared) {
                return new CheckResult.Passed("namespace " + namespace + " says so by " + ANNOTATION);
            }
            return service(cluster, namespace)
                    .or(() -> proxy(cluster, INGRESSES, namespace))
                    .or(() -> proxy(cluster, ROUTES, namespace))
                    .<CheckResult>map(
                            why -> new CheckResult.Failed(why + "; block the source in front of it, or declare "
                                    + ANNOTATION + ": " + VISIBLE + " on namespace " + namespace + " if it is kept"))
                    .orElseGet(CheckResult.Passed::new);
        } catch (ClusterException e) {
            return new CheckResult.Undetermined(e.getMessage());
        }
    }

    private static Optional<String> service(ClusterReads cluster, Namespace namespace) {
        return cluster.list(SERVICES, namespace.name()).stream()
                .filter(service -> FROM_OUTSIDE.contains(
                                service.text("spec", "type").orElse(""))
                        && !service.text("spec", "externalTrafficPolicy").equals(Optional.of("Local")))
                .findFirst()
                .map(service ->
                        "traffic by " + service.ref() + " arrives from the address of a node, not of its source,"
                                + " as its externalTrafficPolicy is not Local");
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
