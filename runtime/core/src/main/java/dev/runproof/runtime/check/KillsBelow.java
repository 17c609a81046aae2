package dev.runproof.runtime.check;

import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.KillPod;
import dev.runproof.runtime.action.PodOwner;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.value.Count;
import dev.runproof.runtime.value.TimeSpan;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Not too many pods of the same workload have been killed of late: who comes back each time is not driven out that way, and
 * the workload serves nobody meanwhile.
 *
 * <p>Counted are the records of {@code kill-pod}, which nobody else can write, by the owner of the pod: the Deployment, whichever
 * of its ReplicaSets the pod was of, else its controller. It is asked before the intent is recorded, and the engine asks it
 * again after that and before the pod is deleted. Then each sees all intents that were recorded before its own, in the order of
 * their resource versions, and counts those before it: of many executors that begin at the same moment the first ones kill,
 * and all others give up, having deleted nothing.
 *
 * <p>Limits: the records of another installation, in another namespace, are not counted, nor pods that others delete. How long
 * ago a kill was is measured by the clocks of the executors.
 *
 * @param kills how many there may be
 * @param within in which time
 */
@RunbookCheck(
        name = KillsBelow.NAME,
        moments = Moment.PRE_CHECK,
        permissions = {
            @Permission(group = "", resource = "pods", verbs = "get", scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "apps", resource = "replicasets", verbs = "get", scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "runproof.dev", resource = "containments", verbs = "list", scope = Scope.OWN_NAMESPACE)
        })
public record KillsBelow(
        @Default("3") Count kills, @Default("10m") TimeSpan within) implements Check {

    static final String NAME = "kills-below";

    private static final String INTENT = "INTENT";
    /** The states in which nothing has been killed. What is in another state, known or not, counts. */
    private static final Set<String> NOT_KILLED =
            Set.of("RECEIVED", "WAITING", "REFUSED", "CANCELLED", "NOT_NEEDED", "SUPERSEDED", "AUDITED", "ROLLED_BACK");

    private static final Pattern VERSION = Pattern.compile("[0-9]{1,40}");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.Pod target)) {
            return new CheckResult.Undetermined(context.target().key() + " is no pod");
        }
        // Never from a mirror, which may not have the intents of this very moment.
        List<KubernetesObject> records = context.cluster()
                .list(SurroundingKinds.RECORDS, context.ownNamespace().name());
        Optional<KubernetesObject> own = records.stream()
                .filter(record -> isAbout(target, record) && isIn(INTENT, record))
                .findFirst();
        Optional<String> owner = own.flatMap(KillsBelow::owner).or(() -> owner(target, context));
        if (owner.isEmpty()) {
            return new CheckResult.Passed("the pod is gone");
        }
        Instant since = context.clock().instant().minus(within.duration());
        long others = records.stream()
                .filter(record -> !isAbout(target, record))
                .filter(record -> record.text("spec", "action").equals(Optional.of(KillPod.NAME)))
                .filter(record -> record.text("spec", "effect", "namespace")
                        .equals(Optional.of(target.namespace().name())))
                // One that does not tell its owner may be of this one.
                .filter(record -> owner(record).map(owner.get()::equals).orElse(true))
                .filter(record -> at(record).map(since::isBefore).orElse(true))
                .filter(record -> own.map(mine -> counts(record, mine)).orElseGet(() -> mayHaveKilled(record)))
                .count();
        String told = others + (others == 1 ? " other pod" : " other pods") + " of " + owner.get() + " in "
                + target.namespace() + " killed within " + within;
        return others < kills.number()
                ? new CheckResult.Passed(told)
                : new CheckResult.Failed(told + ", and there may be " + kills
                        + ": what comes back each time is not driven out by killing; isolate this one by"
                        + " quarantine-pod, and page who owns the workload");
    }

    private static boolean isAbout(ContainmentTarget.Pod target, KubernetesObject record) {
        return record.text("spec", "target").equals(Optional.of(target.key()));
    }

    private static boolean isIn(String state, KubernetesObject record) {
        return record.text("spec", "state").equals(Optional.of(state));
    }

    private static boolean mayHaveKilled(KubernetesObject record) {
        return !NOT_KILLED.contains(record.text("spec", "state").orElse("")) && !isGivenUp(record);
    }

    /** Whether this very check has stopped it, so that it has deleted nothing and only has to write that down. */
    private static boolean isGivenUp(KubernetesObject record) {
        List<Object> history = record.list("spec", "history");
        return isIn("ROLLING_BACK", record)
                && !history.isEmpty()
                && history.get(history.size() - 1) instanceof Map<?, ?> last
                && String.valueOf(last.get("note")).startsWith(NAME + ": ");
    }

    /**
     * Whether a record counts for one whose intent is there too. An intent of a later version does not, as who wrote it
     * sees ours, and counts it; but if it was taken over it has had an earlier one, with which it may have passed.
     */
    private static boolean counts(KubernetesObject record, KubernetesObject own) {
        boolean later = isIn(INTENT, record)
                && record.at("spec", "epoch").equals(Optional.of(1L))
                && isAfter(record.resourceVersion(), own.resourceVersion());
        return mayHaveKilled(record) && !later;
    }

    private static boolean isAfter(String version, String other) {
        return VERSION.matcher(version).matches()
                && VERSION.matcher(other).matches()
                && new BigInteger(version).compareTo(new BigInteger(other)) > 0;
    }

    /** When it killed, or was about to; empty if it does not say. */
    private static Optional<Instant> at(KubernetesObject record) {
        Optional<Instant> last = Optional.empty();
        for (Object entry : record.list("spec", "history")) {
            if (entry instanceof Map<?, ?> step
                    && Set.of(INTENT, "APPLIED").contains(String.valueOf(step.get("state")))) {
                try {
                    last = Optional.of(Instant.parse(String.valueOf(step.get("at"))));
                } catch (DateTimeException e) {
                    return Optional.empty();
                }
            }
        }
        return last;
    }

    /** The owner of the pod of a record; empty if it does not say. */
    private static Optional<String> owner(KubernetesObject record) {
        return record.text("spec", "effect", "statement")
                .flatMap(statement -> KubernetesObject.saying(record.ref(), statement))
                .flatMap(stated -> stated.text(Change.Delete.OWNER));
    }

    private static Optional<String> owner(ContainmentTarget.Pod target, CheckContext context) {
        return TargetKinds.find(target.of(), context.cluster())
                .map(pod -> PodOwner.of(pod, context.cluster()).name());
    }
}
