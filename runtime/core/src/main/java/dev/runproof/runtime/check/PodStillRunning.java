package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pod runs on, in the same containers as before the change: what is in their memory is still there.
 *
 * <p>It fails if the pod is gone, has ended, or is being deleted. If a container has been started anew it is undetermined, so that
 * the containment stays and a person is told: giving it up would not bring back what is lost.
 */
@RunbookCheck(
        name = PodStillRunning.NAME,
        moments = Moment.POST_CHECK,
        permissions = @Permission(group = "", resource = "pods", verbs = "get", scope = Scope.TARGET_NAMESPACE))
public record PodStillRunning() implements Check {

    static final String NAME = "pod-still-running";

    /** How often each container had been started. */
    private record Starts(Map<String, Object> byContainer) implements Baseline {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Baseline before(CheckContext context) {
        return pod(context).<Baseline>map(pod -> new Starts(starts(pod))).orElse(Baseline.NONE);
    }

    @Override
    public CheckResult run(CheckContext context) {
        Optional<KubernetesObject> pod = pod(context);
        if (pod.isEmpty()) {
            return new CheckResult.Failed("the pod is gone");
        }
        if (pod.get().text("metadata", "deletionTimestamp").isPresent()) {
            return new CheckResult.Failed("the pod is being deleted by somebody");
        }
        String phase = pod.get().text("status", "phase").orElse("unknown");
        if (!phase.equals("Running")) {
            return new CheckResult.Failed("the pod does not run: it is " + phase);
        }
        if (!(context.baseline() instanceof Starts before)) {
            return new CheckResult.Undetermined("the pod runs; how often its containers had been started is not known");
        }
        return starts(pod.get()).entrySet().stream()
                .filter(now -> !now.getValue().equals(before.byContainer().get(now.getKey())))
                .findFirst()
                .<CheckResult>map(now -> new CheckResult.Undetermined(
                        "container " + now.getKey() + " has been started anew: what was in its memory is lost"))
                .orElseGet(CheckResult.Passed::new);
    }

    private static Optional<KubernetesObject> pod(CheckContext context) {
        return context.target() instanceof ContainmentTarget.Pod target
                ? TargetKinds.find(target.of(), context.cluster())
                : Optional.empty();
    }

    private static Map<String, Object> starts(KubernetesObject pod) {
        var starts = new TreeMap<String, Object>();
        for (Object status : pod.list("status", "containerStatuses")) {
            if (status instanceof Map<?, ?> map && map.get("name") instanceof String name) {
                starts.put(
                        name,
                        Optional.<Object>ofNullable(map.get("restartCount")).orElse("unknown"));
            }
        }
        return starts;
    }
}
