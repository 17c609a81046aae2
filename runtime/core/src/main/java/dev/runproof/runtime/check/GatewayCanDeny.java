package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.gateway.GatewayProxies;
import dev.runproof.runtime.gateway.SourcePolicy;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import java.util.List;
import java.util.Optional;

/**
 * The Gateways that the SecurityPolicy stands at would turn the source away if they were told to: Envoy Gateway has accepted the policy
 * there, no route has put it aside, they have proxies, and these see the address of the source.
 *
 * <p>They do not see that where nodes put their own address in its place: by a Service of type {@code NodePort} or {@code LoadBalancer} in
 * the namespace of the proxies whose {@code externalTrafficPolicy} is not {@code Local}. Where a ClientTrafficPolicy lets others tell the
 * address ({@code clientIPDetection}, {@code proxyProtocol}, {@code enableProxyProtocol}), a rule goes by what they say, and the record
 * says so; without, Envoy goes by the packet, whatever {@code X-Forwarded-For} says. Where the address is kept by other means, the
 * namespace of the proxies says so by the annotation {@code runproof.dev/sources: visible}.
 *
 * <p>Limits: a proxy outside that nobody has declared cannot be known; {@code traffic-share-below} sees that everything comes from it.
 */
@RunbookCheck(
        name = GatewayCanDeny.NAME,
        moments = Moment.PRE_CHECK,
        permissions = {
            @Permission(
                    group = "gateway.envoyproxy.io",
                    resource = "securitypolicies",
                    verbs = "get",
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "gateway.envoyproxy.io",
                    resource = "clienttrafficpolicies",
                    verbs = "list",
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "gateway.networking.k8s.io",
                    resource = "gateways",
                    verbs = "get",
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "", resource = "namespaces", verbs = "get", scope = Scope.CLUSTER),
            @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.CONTROLLER_NAMESPACE),
            @Permission(group = "", resource = "services", verbs = "list", scope = Scope.CONTROLLER_NAMESPACE)
        })
public record GatewayCanDeny() implements Check {

    static final String NAME = "gateway-can-deny";

    private static final ResourceKind CLIENT_TRAFFIC =
            new ResourceKind("gateway.envoyproxy.io", "v1alpha1", "ClientTrafficPolicy", "clienttrafficpolicies", true);
    private static final List<String> TOLD_BY = List.of("clientIPDetection", "proxyProtocol", "enableProxyProtocol");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.GatewaySource target)) {
            return new CheckResult.Undetermined("this check looks at sources of a Gateway");
        }
        try {
            Optional<KubernetesObject> found = TargetKinds.find(target.policy(), context.cluster());
            if (found.isEmpty()) {
                return new CheckResult.Failed("the SecurityPolicy is gone");
            }
            var policy = new SourcePolicy(found.get());
            return policy.objectionToOneMore()
                    .or(() -> withoutProxies(policy, target, context.cluster()))
                    .<CheckResult>map(CheckResult.Failed::new)
                    .orElseGet(() -> visible(target, context.cluster()));
        } catch (ClusterException e) {
            return new CheckResult.Undetermined(e.getMessage());
        }
    }

    private static Optional<String> withoutProxies(
            SourcePolicy policy, ContainmentTarget.GatewaySource target, ClusterReads cluster) {
        return GatewayProxies.of(policy, target.controllers(), cluster).stream()
                .filter(proxies -> proxies.pods().isEmpty())
                .findFirst()
                .map(proxies -> "no pod in namespace " + target.controllers() + " serves Gateway " + proxies.gateway()
                        + " alone, by its labels");
    }

    private static CheckResult visible(ContainmentTarget.GatewaySource target, ClusterReads cluster) {
        String told = told(target, cluster);
        if (!told.isEmpty()) {
            return new CheckResult.Passed("the proxies take the address from what others tell them: " + told);
        }
        return SourceIsVisible.hidden(cluster, target.controllers())
                .<CheckResult>map(CheckResult.Failed::new)
                .orElseGet(CheckResult.Passed::new);
    }

    private static String told(ContainmentTarget.GatewaySource target, ClusterReads cluster) {
        try {
            return cluster.list(CLIENT_TRAFFIC, target.namespace().name()).stream()
                    .flatMap(policy -> TOLD_BY.stream()
                            .filter(key -> policy.at("spec", key)
                                    .filter(value -> !value.equals(false))
                                    .isPresent())
                            .map(key -> key + " of " + policy.ref()))
                    .findFirst()
                    .orElse("");
        } catch (ClusterException e) {
            // A kind that is not installed tells nothing.
            if (e.reason() == Reason.NOT_FOUND) {
                return "";
            }
            throw e;
        }
    }
}
