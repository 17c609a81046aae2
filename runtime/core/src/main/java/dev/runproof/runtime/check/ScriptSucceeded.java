package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.ScriptJob;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The script has ended, and says that it has succeeded: its exit code is 0.
 *
 * <p>It waits for that, for two thirds of the time that is left. It fails, with the exit code and the last line that the script
 * has written, if the script fails; and if it runs on until then, takes longer than it may, or its Job is deleted.
 */
@RunbookCheck(
        name = ScriptSucceeded.NAME,
        moments = Moment.POST_CHECK,
        permissions = {
            @Permission(group = "batch", resource = "jobs", verbs = "get", scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.TARGET_NAMESPACE)
        })
public record ScriptSucceeded() implements Check {

    static final String NAME = "script-succeeded";

    private static final Duration LOOK = Duration.ofMillis(500);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.Script)
                || context.effect().isEmpty()) {
            return new CheckResult.Undetermined("it stands beside an action that runs no script");
        }
        KubernetesObject made = context.effect().get();
        var until = context.patience();
        String unread = "";
        while (true) {
            try {
                Optional<CheckResult> result = result(context, made);
                if (result.isPresent()) {
                    return result.get();
                }
                unread = "";
            } catch (ClusterException e) {
                unread = e.getMessage();
            }
            if (!context.clock().instant().isBefore(until)) {
                return unread.isEmpty()
                        ? new CheckResult.Failed(
                                "the script is still running; a longer max-duration, or a shorter within,"
                                        + " gives it an end in time" + waitsFor(context, made))
                        : new CheckResult.Undetermined(unread);
            }
            if (!context.waiting().pause(LOOK)) {
                return new CheckResult.Undetermined("it was cancelled while the script was running");
            }
        }
    }

    private static Optional<CheckResult> result(CheckContext context, KubernetesObject made) {
        Optional<KubernetesObject> job =
                context.cluster().get(made.ref()).filter(found -> found.uid().equals(made.uid()));
        if (job.isEmpty()) {
            return Optional.of(new CheckResult.Failed("the Job of the script has been deleted by somebody"));
        }
        if (condition(job.get(), "Complete").isPresent()) {
            return Optional.of(new CheckResult.Passed("exit code 0"));
        }
        return condition(job.get(), "Failed").map(failed -> new CheckResult.Failed(ended(context, made, failed)));
    }

    private static Optional<Map<?, ?>> condition(KubernetesObject job, String type) {
        return job.list("status", "conditions").stream()
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(condition -> (Map<?, ?>) condition)
                .filter(condition -> type.equals(condition.get("type")) && "True".equals(condition.get("status")))
                .findFirst();
    }

    private static String ended(CheckContext context, KubernetesObject made, Map<?, ?> failed) {
        return container(context, made, "terminated")
                .filter(end -> end.get("exitCode") instanceof Long)
                .map(end -> "the script has failed with exit code " + end.get("exitCode")
                        + said("; the last that it said: ", end))
                .orElseGet(() ->
                        "the script has failed: " + LastLine.of(failed.get("reason") + ": " + failed.get("message")));
    }

    private static String said(String before, Map<?, ?> state) {
        String line = state.get("message") instanceof String text ? LastLine.of(text) : "";
        return line.isEmpty() ? "" : before + line;
    }

    /** What its container waits for, such as an image that is not there. */
    private static String waitsFor(CheckContext context, KubernetesObject made) {
        try {
            return container(context, made, "waiting")
                    .map(waiting -> "; its container waits: " + LastLine.of(String.valueOf(waiting.get("reason")))
                            + said(": ", waiting))
                    .orElse("");
        } catch (ClusterException e) {
            return "";
        }
    }

    /** The state of the script's container, if it is in that one. */
    private static Optional<Map<?, ?>> container(CheckContext context, KubernetesObject made, String state) {
        List<KubernetesObject> pods =
                context.cluster().list(TargetKinds.PODS, made.ref().namespace());
        return pods.stream()
                .filter(pod -> pod.list("metadata", "ownerReferences").stream()
                        .anyMatch(owner ->
                                owner instanceof Map<?, ?> map && made.uid().equals(map.get("uid"))))
                .flatMap(pod -> pod.list("status", "containerStatuses").stream())
                .filter(status -> status instanceof Map<?, ?> map && ScriptJob.CONTAINER.equals(map.get("name")))
                .map(status -> ((Map<?, ?>) status).get("state"))
                .filter(all -> all instanceof Map<?, ?> map && map.get(state) instanceof Map)
                .<Map<?, ?>>map(all -> (Map<?, ?>) ((Map<?, ?>) all).get(state))
                .findFirst();
    }
}
