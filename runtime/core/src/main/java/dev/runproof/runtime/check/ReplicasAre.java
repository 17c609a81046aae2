package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The Deployment has as many replicas as it was given, and all of them are ready: its controller has seen the new number and
 * come to it. It waits for two thirds of the time that the transaction has left.
 *
 * <p>It fails if somebody has given it another number since, and says who, as far as the API server noted it. If the pods are
 * not there yet, or not ready, it is undetermined: the containment stays, and a person is told.
 *
 * <p>Limits: a pod that is being deleted counts as a replica only where the Deployment tells of {@code terminatingReplicas}, in
 * newer versions of Kubernetes; elsewhere its containers may run on for their grace period.
 */
@RunbookCheck(
        name = ReplicasAre.NAME,
        moments = Moment.POST_CHECK,
        permissions =
                @Permission(group = "apps", resource = "deployments", verbs = "get", scope = Scope.TARGET_NAMESPACE))
public record ReplicasAre() implements Check {

    static final String NAME = "replicas-are";

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final List<String> REPLICAS = List.of("spec", "replicas");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        Optional<Object> wanted = context.effect().flatMap(effect -> effect.at("spec", "replicas"));
        if (!(context.target() instanceof ContainmentTarget.Deployment target) || wanted.isEmpty()) {
            return new CheckResult.Undetermined(
                    "nobody has given " + context.target().key() + " a number of replicas");
        }
        var patience = context.patience();
        while (true) {
            Optional<KubernetesObject> found = TargetKinds.find(target.of(), context.cluster());
            if (found.isEmpty()) {
                return new CheckResult.Failed("the Deployment is gone");
            }
            List<Difference> changed = Difference.at(REPLICAS, wanted, found.get());
            if (!changed.isEmpty()) {
                return new CheckResult.Failed(changed.get(0).sentence());
            }
            Optional<String> missing = missing(found.get(), wanted.get());
            if (missing.isEmpty()) {
                return new CheckResult.Passed();
            }
            if (!context.clock().instant().isBefore(patience)
                    || !context.waiting().pause(LOOK)) {
                return new CheckResult.Undetermined(missing.get());
            }
        }
    }

    /** What there is still to wait for; empty if nothing. */
    private static Optional<String> missing(KubernetesObject deployment, Object wanted) {
        if (status(deployment, "observedGeneration")
                < deployment
                        .at("metadata", "generation")
                        .filter(Long.class::isInstance)
                        .map(Long.class::cast)
                        .orElse(0L)) {
            return Optional.of("the controller of Deployments has not seen the new number yet");
        }
        long replicas = status(deployment, "replicas");
        long ready = status(deployment, "readyReplicas");
        long ending = status(deployment, "terminatingReplicas");
        return wanted.equals(replicas) && wanted.equals(ready) && ending == 0
                ? Optional.empty()
                : Optional.of("of " + wanted + " replicas " + replicas + " are there and " + ready + " ready, and "
                        + ending + " more are ending");
    }

    private static long status(KubernetesObject deployment, String field) {
        return deployment
                .at("status", field)
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .orElse(0L);
    }
}
