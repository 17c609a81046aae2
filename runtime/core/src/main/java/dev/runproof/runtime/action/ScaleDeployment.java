package dev.runproof.runtime.action;

import dev.runproof.runtime.action.FieldEdit.AtTheEnd;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.index.Audit;
import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.Ending;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookAction;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.value.DeploymentRef;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.Replicas;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a Deployment another number of replicas; with 0 all of its pods end, so that nobody is served by it any more.
 *
 * <p>It stops healthy replicas as well as bad ones: by approval, unless a runbook says otherwise. Undoing gives back the number that was
 * there, if nobody has changed it since. A pod that was taken out of the Deployment before, by {@code quarantine-pod}, runs on.
 *
 * <p>Where something else decides on the number, this would not last. A HorizontalPodAutoscaler stands still for as long as
 * its target has 0 replicas, if its own {@code minReplicas} is not 0; in any other case the Deployment is refused, and so it
 * is where the autoscaler belongs to KEDA, which wakes its target up itself. A Deployment is refused too that Argo CD or Flux keep as Git has it,
 * unless {@code if-managed} allows it: {@code replicas-are} beside it then tells who has changed it back.
 *
 * @param deployment the Deployment
 * @param replicas how many it is to have
 * @param ifManaged whether it is scaled where Argo CD or Flux may put the number back
 */
@RunbookAction(
        name = ScaleDeployment.NAME,
        target = "deployment",
        inverse = "Gives back the number of replicas that was there, if nobody has changed it since.",
        audit = Audit.SERVER_DRY_RUN,
        permissions = {
            @Permission(
                    group = "apps",
                    resource = "deployments",
                    verbs = {"get", "update"},
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "autoscaling",
                    resource = "horizontalpodautoscalers",
                    verbs = "list",
                    scope = Scope.TARGET_NAMESPACE)
        },
        needs = {Safeguard.PROTECTION, Safeguard.EVIDENCE},
        ending = Ending.ASKED)
public record ScaleDeployment(
        DeploymentRef deployment,
        Replicas replicas,
        @Default("refuse") IfUnknown ifManaged) implements Action {

    static final String NAME = "scale-deployment";

    private static final ResourceKind AUTOSCALERS =
            new ResourceKind("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true);
    private static final List<String> REPLICAS = List.of("spec", "replicas");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ContainmentTarget.Deployment target() {
        return new ContainmentTarget.Deployment(deployment);
    }

    @Override
    public Change change(ClusterReads cluster) {
        Optional<KubernetesObject> found = TargetKinds.find(deployment, cluster);
        if (found.isEmpty()) {
            return new Change.Nothing("the Deployment is gone");
        }
        KubernetesObject object = found.get();
        if (object.text("metadata", "deletionTimestamp").isPresent()) {
            return new Change.Nothing("the Deployment is being deleted");
        }
        Optional<Object> wanted = Optional.of((long) replicas.number());
        Optional<Object> now = object.at("spec", "replicas");
        if (now.equals(wanted)) {
            return new Change.Nothing("the Deployment has " + replicas + " replicas already");
        }
        return autoscaler(cluster)
                .or(() -> owner(object))
                .<Change>map(Change.Impossible::new)
                .orElseGet(() ->
                        new Change.Edit(object, List.of(new FieldEdit.Value(REPLICAS, now, wanted, AtTheEnd.RESTORE))));
    }

    /** Why an autoscaler would not leave it at that; empty if none would. */
    private Optional<String> autoscaler(ClusterReads cluster) {
        return cluster.list(AUTOSCALERS, deployment.namespace().name()).stream()
                .filter(scaler -> scaler.text("spec", "scaleTargetRef", "kind")
                                .equals(Optional.of(TargetKinds.DEPLOYMENTS.kind()))
                        && scaler.text("spec", "scaleTargetRef", "name").equals(Optional.of(deployment.name())))
                .flatMap(scaler -> objection(scaler).stream())
                .findFirst();
    }

    private Optional<String> objection(KubernetesObject scaler) {
        if (scaler.list("metadata", "ownerReferences").stream().anyMatch(ScaleDeployment::isOfKeda)) {
            return Optional.of(
                    scaler.ref() + " belongs to KEDA, which would scale the Deployment by its triggers: pause its"
                            + " ScaledObject by the annotation autoscaling.keda.sh/paused-replicas instead");
        }
        if (replicas.number() > 0) {
            return Optional.of(scaler.ref() + " would change the number by its metrics: change its minReplicas and"
                    + " maxReplicas instead, or scale to 0, at which it stands still");
        }
        return scaler.at("spec", "minReplicas").equals(Optional.of(0L))
                ? Optional.of(
                        scaler.ref() + " would scale the Deployment up again by its metrics, as its minReplicas is 0:"
                                + " with 1 it stands still")
                : Optional.empty();
    }

    private static boolean isOfKeda(Object owner) {
        return owner instanceof Map<?, ?> map
                && "ScaledObject".equals(map.get("kind"))
                && String.valueOf(map.get("apiVersion")).startsWith("keda.sh/");
    }

    /** Why who keeps it as Git has it would not leave it at that; empty if nobody would, or that is allowed. */
    private Optional<String> owner(KubernetesObject object) {
        return GitOpsOwner.ofReplicas(object)
                .filter(owner -> ifManaged == IfUnknown.REFUSE)
                .map(owner -> "Argo CD or Flux would put the number back, by " + owner.sign()
                        + ": suspend them and give if-managed: allow, or change it in Git");
    }
}
