package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The pod is gone: this one, whatever its controller has started under its name since. It waits for the pod's containers to
 * end, for two thirds of the time that the transaction has left.
 *
 * <p>If the pod is on its way by then and still there, as its grace period is longer, a finalizer holds it, or its node does not
 * answer, it is undetermined: the containment stays, and a person is told.
 */
@RunbookCheck(
        name = PodGone.NAME,
        moments = Moment.POST_CHECK,
        permissions = @Permission(group = "", resource = "pods", verbs = "get", scope = Scope.TARGET_NAMESPACE))
public record PodGone() implements Check {

    static final String NAME = "pod-gone";

    private static final Duration LOOK = Duration.ofMillis(250);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.Pod target)) {
            return new CheckResult.Undetermined(context.target().key() + " is no pod");
        }
        var patience = context.patience();
        while (true) {
            Optional<KubernetesObject> named = context.cluster().get(TargetKinds.refOf(target.of()));
            Optional<KubernetesObject> pod = named.filter(found -> TargetKinds.isMeant(target.of(), found));
            if (pod.isEmpty()) {
                return new CheckResult.Passed(named.isPresent() ? "another pod has its name already" : "");
            }
            Optional<String> until = pod.get().text("metadata", "deletionTimestamp");
            if (until.isEmpty()) {
                return new CheckResult.Failed("the pod is there, and is not being deleted");
            }
            if (!context.clock().instant().isBefore(patience)
                    || !context.waiting().pause(LOOK)) {
                return new CheckResult.Undetermined(
                        "the pod is being deleted and still there: " + reason(pod.get(), until.get()));
            }
        }
    }

    private static String reason(KubernetesObject pod, String until) {
        var finalizers = pod.list("metadata", "finalizers");
        return finalizers.isEmpty()
                ? "its containers have until " + until + " to end"
                : "it has finalizers: "
                        + finalizers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
