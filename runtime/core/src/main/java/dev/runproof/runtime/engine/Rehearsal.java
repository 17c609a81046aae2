package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.action.ContainmentTarget;
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
import java.util.Set;

/**
 * One run in audit mode: everything but the effect. It writes no record either, so that it never takes a target's lock.
 * Used once, by one thread.
 */
final class Rehearsal {

    private final EngineContext context;
    private final Plan plan;
    private final Results results;
    private final Set<ContainmentTarget> foreseen;
    private final ContainmentStore store;
    private final ArrayList<String> notes = new ArrayList<>();

    /**
     * Prepares one.
     *
     * @param context what it works with
     * @param plan what would be done
     * @param results what came of it
     * @param foreseen what steps before it would have contained
     */
    Rehearsal(EngineContext context, Plan plan, Results results, Set<ContainmentTarget> foreseen) {
        this.foreseen = foreseen;
        this.context = context;
        this.plan = plan;
        this.results = results;
        this.store = new ContainmentStore(context);
    }

    TransactionResult run() {
        noteRecord();
        Optional<String> refusal = refusal();
        if (refusal.isPresent()) {
            return results.nothingChanged(Outcome.REFUSED, refusal.get());
        }
        try {
            Change change = plan.action()
                    .change(new PatientReads(
                            context, context.now().plus(plan.request().maxDuration())));
            return change instanceof Change.Write write
                    ? ask(Alteration.of(write), write.object())
                    : none((Change.None) change);
        } catch (ClusterException e) {
            return results.nothingChanged(Outcome.FAILED, e.getMessage());
        }
    }

    private TransactionResult none(Change.None change) {
        return results.nothingChanged(
                change instanceof Change.Nothing ? Outcome.NOT_NEEDED : Outcome.REFUSED, change.reason());
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
        var checks = new CheckRunner(context, plan, foreseen);
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

    private TransactionResult ask(Alteration alteration, KubernetesObject object) {
        var address = Stamp.addressOf(store.refOf(plan.action().target()));
        var stamp = new Stamp(address, 1, alteration.effect().digest());
        var seal = new Seal(stamp, plan.request(), plan.incident(), Optional.empty());
        try {
            var wouldBe = alteration.write(context.cluster(), Optional.of(object), seal, WriteMode.DRY_RUN);
            context.tell(new Effected(context.now(), alteration.written(WriteMode.DRY_RUN), wouldBe.ref()));
            return results.audited(wouldBe, notes);
        } catch (ClusterException e) {
            return switch (e.reason()) {
                case ALREADY_EXISTS, CONFLICT -> {
                    notes.add(object.ref() + (alteration instanceof Creation ? " is there already" : " is changing"));
                    yield results.audited(object, notes);
                }
                case UNKNOWN_OUTCOME, TOO_MANY_REQUESTS -> admissionUnknown(object, e);
                case INVALID ->
                    saysNoDryRun(e)
                            ? admissionUnknown(object, e)
                            : results.nothingChanged(Outcome.REFUSED, e.getMessage());
                case NOT_FOUND, FORBIDDEN -> results.nothingChanged(Outcome.REFUSED, e.getMessage());
                case UNREACHABLE -> results.nothingChanged(Outcome.FAILED, e.getMessage());
            };
        }
    }

    private TransactionResult admissionUnknown(KubernetesObject object, ClusterException e) {
        notes.add("whether the API server would admit it is unknown: " + e.getMessage());
        return results.audited(object, notes);
    }

    /** The API server answers 400 for a webhook that declares side effects: "does not support dry run". */
    private static boolean saysNoDryRun(ClusterException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("does not support dry run");
    }
}
