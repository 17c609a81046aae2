package dev.runproof.runtime.engine;

import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.EngineEvent.Effected;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/**
 * One run in audit mode: everything but the effect. It writes no record either, so that it never takes a target's lock.
 * Used once, by one thread.
 */
final class Rehearsal {

    private final EngineContext context;
    private final Plan plan;
    private final Results results;
    private final ContainmentStore store;
    private final ArrayList<String> notes = new ArrayList<>();

    Rehearsal(EngineContext context, Plan plan, Results results) {
        this.context = context;
        this.plan = plan;
        this.results = results;
        this.store = new ContainmentStore(context);
    }

    TransactionResult run() {
        var ref = store.refOf(plan.action().target());
        noteRecord();
        Optional<String> refusal = refusal();
        if (refusal.isPresent()) {
            return results.nothingChanged(Outcome.REFUSED, refusal.get());
        }
        try {
            KubernetesObject desired = plan.desired(context.cluster());
            var stamp = new Stamp(Stamp.addressOf(ref), 1, Digest.ofContent(desired));
            return ask(stamp.on(desired, plan.request(), plan.incident(), Optional.empty()));
        } catch (ClusterException e) {
            return results.nothingChanged(Outcome.FAILED, e.getMessage());
        }
    }

    private void noteRecord() {
        var ref = store.refOf(plan.action().target());
        try {
            store.read(ref)
                    .filter(found -> !found.containment().state().ended())
                    .ifPresent(found -> notes.add("containment " + found.name() + " has the target and is "
                            + found.containment().state() + ": a real run would join it, or conflict"));
        } catch (ClusterException | MalformedContainmentException e) {
            notes.add("whether the target is contained already could not be read: " + e.getMessage());
        }
    }

    private Optional<String> refusal() {
        Instant deadline = context.now().plus(plan.request().maxDuration());
        var checks = new CheckRunner(context, plan);
        for (Check check : plan.preChecks()) {
            CheckResult result = checks.run(check, Moment.PRE_CHECK, deadline, Optional.empty());
            if (result instanceof CheckResult.Failed failed) {
                return Optional.of(check.name() + ": " + failed.reason());
            }
            if (result instanceof CheckResult.Undetermined undetermined) {
                notes.add("a real run would be refused: " + check.name() + " could not find out: "
                        + undetermined.reason());
            }
        }
        return Optional.empty();
    }

    private TransactionResult ask(KubernetesObject desired) {
        try {
            var wouldBe = context.cluster().create(desired, WriteMode.DRY_RUN);
            context.tell(new Effected(context.now(), Effected.What.WOULD_CREATE, wouldBe.ref()));
            return results.audited(wouldBe, notes);
        } catch (ClusterException e) {
            return switch (e.reason()) {
                case ALREADY_EXISTS, CONFLICT -> {
                    notes.add(desired.ref() + " is there already");
                    yield results.audited(desired, notes);
                }
                case UNKNOWN_OUTCOME, TOO_MANY_REQUESTS -> admissionUnknown(desired, e);
                case INVALID ->
                    saysNoDryRun(e)
                            ? admissionUnknown(desired, e)
                            : results.nothingChanged(Outcome.REFUSED, e.getMessage());
                case NOT_FOUND, FORBIDDEN -> results.nothingChanged(Outcome.REFUSED, e.getMessage());
                case UNREACHABLE -> results.nothingChanged(Outcome.FAILED, e.getMessage());
            };
        }
    }

    private TransactionResult admissionUnknown(KubernetesObject desired, ClusterException e) {
        notes.add("whether the API server would admit it is unknown: " + e.getMessage());
        return results.audited(desired, notes);
    }

    /** The API server answers 400 for a webhook that declares side effects: "does not support dry run". */
    private static boolean saysNoDryRun(ClusterException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("does not support dry run");
    }
}
