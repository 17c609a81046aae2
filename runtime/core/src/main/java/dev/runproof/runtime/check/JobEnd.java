package dev.runproof.runtime.check;

import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waits for the end of a Job that an action has made, and tells how it has ended. */
final class JobEnd {

    /** How a Job has ended, or has not. */
    sealed interface End {

        /**
         * It has done what it was to do.
         *
         * @param message what its container has said; empty if that is not known, or was not asked for
         */
        record Complete(String message) implements End {}

        /**
         * It has failed.
         *
         * @param how how, in words that follow {@code has failed}
         */
        record Failed(String how) implements End {}

        /** Somebody has deleted it. */
        record Deleted() implements End {}

        /**
         * It runs on, and the time for looking is over.
         *
         * @param waitsFor what it waits for, in words that follow a sentence; empty if that is not known
         */
        record Running(String waitsFor) implements End {}

        /** It could not be read. */
        record Unread(String why) implements End {}

        /** The wait was cancelled. */
        record Cancelled() implements End {}
    }

    private static final Duration LOOK = Duration.ofMillis(500);

    private final CheckContext context;
    private final KubernetesObject made;
    private final String container;

    /**
     * Prepares to wait.
     *
     * @param context of the check
     * @param made the Job as it was made
     * @param container the container of its pod that does the work
     */
    JobEnd(CheckContext context, KubernetesObject made, String container) {
        this.context = context;
        this.made = made;
        this.container = container;
    }

    /** Waits for two thirds of the time that is left; what its container has said is not read. */
    End await() {
        return await(false);
    }

    /** Waits as long, and reads what its container has said too. */
    End awaitWithMessage() {
        return await(true);
    }

    private End await(boolean withMessage) {
        var until = context.patience();
        String unread = "";
        while (true) {
            try {
                Optional<End> end = end(withMessage);
                if (end.isPresent()) {
                    return end.get();
                }
                unread = "";
            } catch (ClusterException e) {
                unread = e.getMessage();
            }
            if (!context.clock().instant().isBefore(until)) {
                return unread.isEmpty() ? new End.Running(waitsFor()) : new End.Unread(unread);
            }
            if (!context.waiting().pause(LOOK)) {
                return new End.Cancelled();
            }
        }
    }

    private Optional<End> end(boolean withMessage) {
        Optional<KubernetesObject> job =
                context.cluster().get(made.ref()).filter(found -> found.uid().equals(made.uid()));
        if (job.isEmpty()) {
            return Optional.of(new End.Deleted());
        }
        if (condition(job.get(), "Complete").isPresent()) {
            return Optional.of(new End.Complete(withMessage ? message() : ""));
        }
        return condition(job.get(), "Failed").map(failed -> new End.Failed(how(failed)));
    }

    private String message() {
        return state("terminated")
                .flatMap(end -> Optional.ofNullable(end.get("message")))
                .map(String::valueOf)
                .orElse("");
    }

    private static Optional<Map<?, ?>> condition(KubernetesObject job, String type) {
        return job.list("status", "conditions").stream()
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(condition -> (Map<?, ?>) condition)
                .filter(condition -> type.equals(condition.get("type")) && "True".equals(condition.get("status")))
                .findFirst();
    }

    private String how(Map<?, ?> failed) {
        return state("terminated")
                .filter(end -> end.get("exitCode") instanceof Long)
                .map(end -> " with exit code " + end.get("exitCode") + said("; the last that it said: ", end))
                .orElseGet(() -> ": " + LastLine.of(failed.get("reason") + ": " + failed.get("message")));
    }

    private static String said(String before, Map<?, ?> state) {
        String line = state.get("message") instanceof String text ? LastLine.of(text) : "";
        return line.isEmpty() ? "" : before + line;
    }

    /** What its container waits for, such as an image that is not there. */
    private String waitsFor() {
        try {
            return state("waiting")
                    .map(waiting -> "; its container waits: " + LastLine.of(String.valueOf(waiting.get("reason")))
                            + said(": ", waiting))
                    .orElse("");
        } catch (ClusterException e) {
            return "";
        }
    }

    /** The state of the container, if it is in that one. */
    private Optional<Map<?, ?>> state(String name) {
        List<KubernetesObject> pods =
                context.cluster().list(TargetKinds.PODS, made.ref().namespace());
        return pods.stream()
                .filter(pod -> pod.list("metadata", "ownerReferences").stream()
                        .anyMatch(owner ->
                                owner instanceof Map<?, ?> map && made.uid().equals(map.get("uid"))))
                .flatMap(pod -> pod.list("status", "containerStatuses").stream())
                .filter(status -> status instanceof Map<?, ?> map && container.equals(map.get("name")))
                .map(status -> ((Map<?, ?>) status).get("state"))
                .filter(all -> all instanceof Map<?, ?> map && map.get(name) instanceof Map)
                .<Map<?, ?>>map(all -> (Map<?, ?>) ((Map<?, ?>) all).get(name))
                .findFirst();
    }
}
