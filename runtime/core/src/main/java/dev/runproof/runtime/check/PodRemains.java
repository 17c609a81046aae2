package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.PodPhase;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.value.PodRef;
import java.util.Optional;

/**
 * The pod is there, runs or is about to, and nobody deletes it: for a step that takes the place of {@code kill-pod} where
 * that was refused.
 *
 * <p>It is this pod, by its UID: one that has its name since does not count. In a rehearsal of a response it does not hold behind a step that
 * would kill the pod.
 */
@RunbookCheck(
        name = PodRemains.NAME,
        moments = Moment.ONLY_IF,
        of = PodRef.class,
        permissions = @Permission(group = "", resource = "pods", verbs = "get", scope = Scope.TARGET_NAMESPACE),
        gives = Safeguard.PRESENCE)
public record PodRemains() implements Check {

    static final String NAME = "pod-remains";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.Pod target)) {
            return new CheckResult.Undetermined("this check looks at a pod");
        }
        if (context.foreseen().contains(target)) {
            return new CheckResult.Failed("a step before this one would have done what there is to be done");
        }
        Optional<KubernetesObject> pod = TargetKinds.find(target.of(), context.cluster());
        if (pod.isEmpty()) {
            return new CheckResult.Failed("the pod is gone");
        }
        if (pod.get().text("metadata", "deletionTimestamp").isPresent()) {
            return new CheckResult.Failed("the pod is being deleted");
        }
        PodPhase phase = PodPhase.of(pod.get());
        return phase.hasEnded()
                ? new CheckResult.Failed("the pod has ended: it is " + phase)
                : new CheckResult.Passed();
    }
}
