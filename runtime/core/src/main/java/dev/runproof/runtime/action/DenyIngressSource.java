package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Audit;
import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.Ending;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookAction;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.ingress.IngressController;
import dev.runproof.runtime.ingress.Rule;
import dev.runproof.runtime.ingress.Serving;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.IngressRef;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has the controller of an Ingress turn one source away, with the answer 403: where a proxy stands between, a policy for pods would
 * never see the address.
 *
 * <p>Adds the address to the list in the annotation {@code nginx.ingress.kubernetes.io/denylist-source-range}, of ingress-nginx 1.6
 * or newer. What stands in the list stays to the letter and in its order, and several containments may each have an address in it.
 * Undoing takes out this address alone, whatever others have added since.
 *
 * <p>Refused is an Ingress that no pod of ingress-nginx in the namespace {@code controllers} serves, as others ignore the annotation
 * without a word; one whose list has an entry that cannot be read, which would shut out everybody; one that has the list of the
 * controller's ConfigMap and none of its own, as that would take its place; and, unless {@code if-managed} allows it, one whose list
 * Argo CD or Flux put back.
 *
 * <p>Limits: the rule is for the hosts and paths of this Ingress. Where another Ingress has one of them too, the older one's list
 * counts. Which address the controller sees, {@code ingress-can-deny} beside it finds out. Gateways have no such list.
 *
 * @param address the address to turn away
 * @param ingress the Ingress by which it comes
 * @param controllers the namespace that the pods of the Ingress controller are in
 * @param ifManaged whether it is done where Argo CD or Flux may put the list back
 */
@RunbookAction(
        name = DenyIngressSource.NAME,
        target = "address",
        inverse = "Takes the address out of the list, and leaves all others.",
        audit = Audit.SERVER_DRY_RUN,
        permissions = {
            @Permission(
                    group = "networking.k8s.io",
                    resource = "ingresses",
                    verbs = {"get", "update"},
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "networking.k8s.io", resource = "ingressclasses", verbs = "get", scope = Scope.CLUSTER),
            @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.CONTROLLER_NAMESPACE),
            @Permission(group = "", resource = "configmaps", verbs = "get", scope = Scope.CONTROLLER_NAMESPACE)
        },
        needs = {Safeguard.PROTECTION, Safeguard.TRAFFIC_SHARE},
        ending = Ending.UNDONE)
public record DenyIngressSource(
        IpAddress address,
        IngressRef ingress,
        @Default("ingress-nginx") Namespace controllers,
        @Default("refuse") IfUnknown ifManaged)
        implements Action {

    static final String NAME = "deny-ingress-source";

    /** What an API server takes of annotations in all, in bytes, without what this containment writes beside the list. */
    private static final int MOST_BYTES = 256 * 1024 - 1024;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ContainmentTarget.IngressSource target() {
        return new ContainmentTarget.IngressSource(address, ingress, controllers);
    }

    @Override
    public Change change(ClusterReads cluster) {
        Optional<KubernetesObject> found = TargetKinds.find(ingress, cluster);
        if (found.isEmpty()) {
            return new Change.Nothing("the Ingress is gone");
        }
        KubernetesObject object = found.get();
        if (object.text("metadata", "deletionTimestamp").isPresent()) {
            return new Change.Nothing("the Ingress is being deleted");
        }
        Serving serving = IngressController.serving(object, controllers, cluster);
        return serving instanceof Serving.By by
                ? of(object, by.controller())
                : new Change.Impossible(((Serving.Unknown) serving).reason());
    }

    private Change of(KubernetesObject object, IngressController controller) {
        Rule rule = controller.ruleFor(address, object);
        if (rule instanceof Rule.TurnsAway already) {
            return new Change.Nothing("the list of the Ingress has " + already.entry() + " already");
        }
        if (rule instanceof Rule.Unusable unusable) {
            return new Change.Impossible(unusable.reason());
        }
        String key = controller.annotation();
        if (bytes(object.map("metadata", "annotations")) > MOST_BYTES) {
            return new Change.Impossible("the annotations of the Ingress are as long as an API server takes");
        }
        return GitOpsOwner.ofAnnotation(object, key)
                .filter(owner -> ifManaged == IfUnknown.REFUSE)
                .<Change>map(owner -> new Change.Impossible("Argo CD or Flux would put the list back, by "
                        + owner.sign() + ": suspend them and give if-managed: allow, or change it in Git"))
                .orElseGet(() -> new Change.Edit(
                        object,
                        List.of(new FieldEdit.Listed(List.of("metadata", "annotations", key), address.toString()))));
    }

    private static int bytes(Map<String, Object> annotations) {
        return annotations.entrySet().stream()
                .mapToInt(entry -> (entry.getKey() + entry.getValue()).getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
