package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.ingress.IngressController;
import dev.runproof.runtime.ingress.Obedience;
import dev.runproof.runtime.ingress.Serving;
import java.util.Optional;

/**
 * The controller of the Ingress would turn the source away if it were told to: it is one that is known here, and of a version that
 * knows its list; nothing at the Ingress sets the list aside; and it sees the address of the source.
 *
 * <p>It does not see that where nodes put their own address in its place: by a Service of type {@code NodePort} or {@code
 * LoadBalancer} in the namespace of the controller whose {@code externalTrafficPolicy} is not {@code Local}. A controller that proxies tell
 * the source ({@code use-proxy-protocol}, {@code use-forwarded-headers} or {@code enable-real-ip} in its ConfigMap) goes by that, and the
 * record says so. Where the address is kept by other means, that namespace says so by the annotation {@code runproof.dev/sources:
 * visible}.
 *
 * <p>Limits: a proxy outside that nobody has declared cannot be known; {@code traffic-share-below} sees that everything comes from it.
 */
@RunbookCheck(
        name = IngressCanDeny.NAME,
        moments = Moment.PRE_CHECK,
        permissions = {
            @Permission(
                    group = "networking.k8s.io",
                    resource = "ingresses",
                    verbs = "get",
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "networking.k8s.io", resource = "ingressclasses", verbs = "get", scope = Scope.CLUSTER),
            @Permission(group = "", resource = "namespaces", verbs = "get", scope = Scope.CLUSTER),
            @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.CONTROLLER_NAMESPACE),
            @Permission(group = "", resource = "services", verbs = "list", scope = Scope.CONTROLLER_NAMESPACE),
            @Permission(group = "", resource = "configmaps", verbs = "get", scope = Scope.CONTROLLER_NAMESPACE)
        })
public record IngressCanDeny() implements Check {

    static final String NAME = "ingress-can-deny";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.IngressSource target)) {
            return new CheckResult.Undetermined("this check looks at sources of an Ingress");
        }
        try {
            Optional<KubernetesObject> ingress = TargetKinds.find(target.ingress(), context.cluster());
            if (ingress.isEmpty()) {
                return new CheckResult.Failed("the Ingress is gone");
            }
            Serving serving = IngressController.serving(ingress.get(), target.controllers(), context.cluster());
            return serving instanceof Serving.By by
                    ? obedience(by.controller().obedience(ingress.get()), target, context)
                    : new CheckResult.Failed(((Serving.Unknown) serving).reason());
        } catch (ClusterException e) {
            return new CheckResult.Undetermined(e.getMessage());
        }
    }

    private static CheckResult obedience(
            Obedience obedience, ContainmentTarget.IngressSource target, CheckContext context) {
        if (obedience instanceof Obedience.Ignores ignores) {
            return new CheckResult.Failed(ignores.reason());
        }
        if (obedience instanceof Obedience.Unknown unknown) {
            return new CheckResult.Undetermined(unknown.reason());
        }
        String told = ((Obedience.Obeys) obedience).told();
        if (!told.isEmpty()) {
            return new CheckResult.Passed(
                    "the controller takes the address from what proxies in front of it say: " + told);
        }
        return SourceIsVisible.hidden(context.cluster(), target.controllers())
                .<CheckResult>map(CheckResult.Failed::new)
                .orElseGet(CheckResult.Passed::new);
    }
}
