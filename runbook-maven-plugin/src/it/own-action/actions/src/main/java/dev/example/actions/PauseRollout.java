package dev.example.actions;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.FieldEdit;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Audit;
import dev.runproof.runtime.index.Ending;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.RunbookAction;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.value.DeploymentRef;
import java.util.List;
import java.util.Optional;

/**
 * Pauses the rollout of a Deployment, so that no further pod gets a version that may be bad.
 *
 * <p>Pods that have the new version already keep it.
 *
 * @param deployment the Deployment
 */
@RunbookAction(
        name = "pause-rollout",
        target = "deployment",
        inverse = "Lets the rollout go on, if it was not paused before.",
        audit = Audit.SERVER_DRY_RUN,
        permissions =
                @Permission(
                        group = "apps",
                        resource = "deployments",
                        verbs = {"get", "update"},
                        scope = Permission.Scope.TARGET_NAMESPACE),
        needs = Safeguard.PROTECTION,
        ending = Ending.ASKED)
public record PauseRollout(DeploymentRef deployment) implements Action {

    private static final List<String> PAUSED = List.of("spec", "paused");

    @Override
    public String name() {
        return "pause-rollout";
    }

    @Override
    public ContainmentTarget target() {
        return new ContainmentTarget.Deployment(deployment);
    }

    @Override
    public Change change(ClusterReads cluster) {
        Optional<KubernetesObject> found = TargetKinds.find(deployment, cluster);
        if (found.isEmpty()) {
            return new Change.Nothing("the Deployment is gone");
        }
        Optional<Object> before = found.get().at("spec", "paused");
        return before.equals(Optional.of(true))
                ? new Change.Nothing("the rollout is paused already")
                : new Change.Edit(
                        found.get(),
                        List.of(new FieldEdit.Value(
                                PAUSED, before, Optional.of(true), FieldEdit.AtTheEnd.RESTORE)));
    }
}
