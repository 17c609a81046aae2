package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.engine.Alteration.Sight;
import dev.runproof.runtime.engine.Containment.Claim;
import dev.runproof.runtime.engine.Containment.Due;
import dev.runproof.runtime.engine.Containment.Effect;
import dev.runproof.runtime.engine.Containment.Progress;
import dev.runproof.runtime.engine.EffectWriter.ForeignObjectException;
import dev.runproof.runtime.engine.EffectWriter.LaterEpochException;
import dev.runproof.runtime.engine.EffectWriter.TargetGoneException;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.transaction.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run that has its effect. Used once, by one thread. */
final class Enforcement {

    /** The effect cannot stay. */
    private static final class RollBackException extends EngineException {

        private static final long serialVersionUID = 1;

        RollBackException(String reason) {
            super(reason);
        }
    }

    /** How often what another executor does is looked at, while this one waits for it. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** How many times the longest duration of the transaction this one waits for others. */
    private static final int PATIENCE = 4;

    private final EngineContext context;
    private final Plan plan;
    private final ContainmentStore store;
    private final EffectWriter effects;
    private final CheckRunner checks;
    private final Results results;
    /** What the checks relied on that have run since the last note in the record. */
    private final List<String> grounds = new ArrayList<>();

    private final Budget budget;
    private boolean waiting;

    Enforcement(EngineContext context, Plan plan, Results results, Budget budget) {
        this.context = context;
        this.plan = plan;
        this.results = results;
        this.budget = budget;
        this.store = new ContainmentStore(context);
        this.effects = new EffectWriter(context);
        this.checks = new CheckRunner(context, plan);
    }

    TransactionResult run() {
        ObjectRef ref = store.refOf(plan.action().target());
        Instant patientUntil = context.now().plus(plan.request().maxDuration().multipliedBy(PATIENCE));
        try {
            Optional<TransactionResult> result = fromMirror(ref);
            while (true) {
                if (result.isEmpty()) {
                    result = attempt(ref, patientUntil);
                }
                if (result.isPresent()) {
                    return result.get();
                }
                if (!pause()) {
                    return results.nothingChanged(
                            Outcome.CANCELLED, "it was cancelled while it waited for another executor");
                }
            }
        } catch (LostRecordException e) {
            return results.conflict(ref.name(), e.getMessage());
        } catch (MalformedContainmentException e) {
            return results.conflict(ref.name(), ref + " cannot be read: " + e.getMessage());
        } catch (ClusterException e) {
            // An interruption ends the wait for an answer too.
            var outcome = context.cancellation().requested() ? Outcome.CANCELLED : Outcome.FAILED;
            return results.nothingChanged(outcome, e.getMessage());
        }
    }

    /**
     * Begins at once where the mirror has no record, or one of what is over. What it has missed the write shows: no record is
     * made twice under one name, nor replaced without its version. Empty if that is to be looked at with care.
     */
    private Optional<TransactionResult> fromMirror(ObjectRef ref) {
        if (context.sources().mirror().isEmpty()) {
            return Optional.empty();
        }
        Optional<StoredContainment> glanced = store.glance(ref);
        if (!mayBegin(glanced)) {
            return Optional.empty();
        }
        Optional<TransactionResult> result = start(ref, glanced);
        // What is refused to who begins, or not needed, is neither to who joins: there may be something to join after
        // all.
        boolean refused = result.map(TransactionResult::outcome)
                .filter(outcome -> outcome == Outcome.REFUSED || outcome == Outcome.NOT_NEEDED)
                .isPresent();
        return refused && !mayBegin(store.read(ref)) ? Optional.empty() : result;
    }

    /** Does what the record allows now; empty if that is to wait. */
    private Optional<TransactionResult> attempt(ObjectRef ref, Instant patientUntil) {
        Optional<StoredContainment> read = Patience.until(context, patientUntil).ask(() -> store.read(ref));
        if (mayBegin(read)) {
            return start(ref, read);
        }
        StoredContainment found = read.orElseThrow();
        Containment containment = found.containment();
        if (!containment.request().equals(plan.request())
                || containment.state() == ContainmentState.MANUAL_INTERVENTION
                || (containment.state() != ContainmentState.CONTAINED
                        && containment.heldUntil().isEmpty())) {
            return Optional.of(conflict(found));
        }
        if (containment.state() == ContainmentState.CONTAINED) {
            return join(found);
        }
        if (context.isAtWork(containment)) {
            if (context.now().isAfter(patientUntil)) {
                return Optional.of(conflict(found));
            }
            tellThatItWaits(containment);
            return Optional.empty();
        }
        return switch (containment.state()) {
            case INTENT, APPLIED -> takeOver(found);
            default -> {
                // What was never begun, or is half undone, is brought to its end; then this one begins anew.
                new Recovery(context, store, results).recover(found, context.holder());
                yield context.now().isAfter(patientUntil) ? Optional.of(conflict(found)) : Optional.empty();
            }
        };
    }

    private void tellThatItWaits(Containment containment) {
        if (!waiting) {
            waiting = true;
            context.tell(new EngineEvent.Retrying(
                    context.now(),
                    containment.progress().holder() + " is working on it ("
                            + containment.state() + ") and has until "
                            + containment.heldUntil().orElseThrow(),
                    LOOK));
        }
    }

    /** Lets time pass before the next look; false if it was cancelled. */
    private boolean pause() {
        try {
            if (!context.cancellation().requested()) {
                context.pause().pause(LOOK);
            }
        } catch (InterruptedException e) {
            context.cancellation().request();
        }
        return !context.cancellation().requested();
    }

    private Change change() {
        Instant until = context.now().plus(plan.request().maxDuration());
        return plan.action().change(new PatientReads(context, until));
    }

    private boolean mayBegin(Optional<StoredContainment> found) {
        return found.map(StoredContainment::containment)
                .map(last -> last.state().ended()
                        && last.request().target().equals(plan.request().target()))
                .orElse(true);
    }

    private Optional<TransactionResult> start(ObjectRef ref, Optional<StoredContainment> found) {
        Optional<String> refusal = refusal(context.now().plus(plan.request().maxDuration()));
        if (refusal.isPresent()) {
            return Optional.of(results.nothingChanged(Outcome.REFUSED, refusal.get()));
        }
        checks.lookBefore(plan.postChecks(), context.now().plus(plan.request().maxDuration()));
        Change change = change();
        if (change instanceof Change.None none) {
            return Optional.of(results.nothingChanged(
                    none instanceof Change.Nothing ? Outcome.NOT_NEEDED : Outcome.REFUSED, none.reason()));
        }
        var alteration = Alteration.of((Change.Write) change);
        long lastEpoch = found.map(record -> record.containment().progress().epoch())
                .orElseGet(() -> lastEpochOf(Stamp.addressOf(ref), alteration));
        if (context.cancellation().requested()) {
            return Optional.of(
                    results.nothingChanged(Outcome.CANCELLED, "it was cancelled before anything was changed"));
        }
        Optional<Duration> wait = budget.take();
        if (wait.isPresent()) {
            return Optional.of(results.nothingChanged(
                    Outcome.REFUSED,
                    "so many containments have begun that the budget is spent; one more may begin in "
                            + wait.get().toMillis() + " ms"));
        }
        Instant now = context.now();
        Instant deadline = now.plus(plan.request().maxDuration());
        StoredContainment intent;
        try {
            intent = store.write(
                    ref,
                    found,
                    intent(lastEpoch + 1, alteration.effect(), now, deadline),
                    Patience.until(context, deadline));
        } catch (LostRecordException e) {
            // Somebody else was faster: to be joined, or waited for.
            return Optional.empty();
        } catch (ClusterException e) {
            if (found.isPresent() && e.reason() == ClusterException.Reason.NOT_FOUND) {
                // The record of what was over has been deleted since it was seen.
                return Optional.empty();
            }
            var remaining = e.reason() == ClusterException.Reason.UNKNOWN_OUTCOME
                    ? List.of(Remainder.of(ref, "it cannot be found out whether the record was written"))
                    : List.<Remainder>of();
            return Optional.of(results.ended(Outcome.FAILED, ref.name(), e.getMessage(), false, remaining, List.of()));
        }
        return Optional.of(contain(intent, alteration, deadline));
    }

    /**
     * The epoch of an effect whose record has been deleted. An executor that has slept since then is still to be told
     * from us.
     */
    private long lastEpochOf(String containment, Alteration alteration) {
        return Patience.until(context, context.now().plus(plan.request().maxDuration()))
                .ask(() -> context.glance(alteration.effect().object()))
                .map(object -> alteration.epoch(containment, object).orElse(0))
                .orElse(0L);
    }

    private TransactionResult conflict(StoredContainment found) {
        var containment = found.containment();
        boolean identical = containment.request().equals(plan.request());
        return results.conflict(
                found.name(),
                "containment " + found.name() + " has the target: transaction "
                        + containment.request().transaction() + " is " + containment.state()
                        + (identical ? "" : " with another text or other inputs")
                        + holder(containment));
    }

    private Optional<TransactionResult> join(StoredContainment found) {
        var containment = found.containment();
        var alteration = Alteration.of(containment.effect());
        Optional<KubernetesObject> seen = Patience.until(
                        context, context.now().plus(plan.request().maxDuration()))
                .ask(() -> context.cluster().get(containment.effect().object()));
        if (!(alteration.see(found.address(), seen) instanceof Sight.Done effect)) {
            return Optional.of(results.conflict(
                    found.name(),
                    "containment " + found.name() + " says that it contains the target, and "
                            + containment.effect().object()
                            + " has been deleted or changed: release the containment and run again"));
        }
        Instant now = context.now();
        var joined = containment.joinedBy(new Claim(plan.incident().id(), now, end(now)));
        if (joined.equals(containment)) {
            return Optional.of(results.contained(
                    found, effect.object(), List.of("it was contained already, for this incident too")));
        }
        try {
            var stored = store.write(
                    found.object().ref(),
                    Optional.of(found),
                    joined,
                    Patience.until(context, now.plus(plan.request().maxDuration())));
            return Optional.of(results.contained(
                    stored, effect.object(), List.of("it was contained already; the incident has joined as a claim")));
        } catch (LostRecordException e) {
            // Another incident has joined at the same moment, or it has ended: look again.
            return Optional.empty();
        }
    }

    /** Goes on with what an executor that is gone has begun. */
    private Optional<TransactionResult> takeOver(StoredContainment found) {
        Containment before = found.containment();
        Instant now = context.now();
        Instant deadline = now.plus(plan.request().maxDuration());
        Optional<String> refusal = refusal(deadline);
        if (refusal.isPresent()) {
            return Optional.of(rollBack(found, refusal.get(), Ending.Cause.FAILURE));
        }
        Optional<Alteration> alteration = goingOnWith(before);
        if (alteration.isEmpty()) {
            return Optional.of(rollBack(
                    found, "what was begun is not what this version of the action does", Ending.Cause.FAILURE));
        }
        Containment joined = before.joinedBy(new Claim(plan.incident().id(), now, end(now)));
        ContainmentState state =
                before.state() == ContainmentState.APPLIED ? ContainmentState.APPLIED : ContainmentState.INTENT;
        Containment taken = joined.step(
                joined.progress().in(state).heldBy(context.holder(), deadline),
                now,
                context.holder(),
                Recovery.reason(before));
        try {
            var stored =
                    store.write(found.object().ref(), Optional.of(found), taken, Patience.until(context, deadline));
            return Optional.of(contain(stored, alteration.get(), deadline));
        } catch (LostRecordException e) {
            return Optional.empty();
        }
    }

    /**
     * What another executor has begun, to go on with; empty if this one would do something else. What is created is not all
     * in the record and made again; what is changed or deleted is, and reading it again would show what is done already.
     */
    private Optional<Alteration> goingOnWith(Containment before) {
        var begun = Alteration.of(before.effect());
        if (!(begun instanceof Creation)) {
            return Optional.of(begun);
        }
        if (begun.actsByItself()) {
            return goingOnWithRun(before, begun);
        }
        return Optional.of(change())
                .filter(Change.Create.class::isInstance)
                .map(change -> Alteration.of((Change.Create) change))
                .filter(again -> again.effect().object().equals(before.effect().object()))
                .filter(again -> before.state() == ContainmentState.APPLIED
                        || again.effect().digest().equals(before.effect().digest()));
    }

    /** What acts by itself is never made twice: if it is there or has been, what is left is to look what comes of it. */
    private Optional<Alteration> goingOnWithRun(Containment before, Alteration begun) {
        if (before.state() == ContainmentState.APPLIED
                || context.cluster().get(begun.effect().object()).isPresent()) {
            return Optional.of(begun);
        }
        return Optional.of(change())
                .filter(Change.Run.class::isInstance)
                .map(change -> Alteration.of((Change.Run) change))
                .filter(again -> again.effect().object().equals(before.effect().object())
                        && again.effect().digest().equals(before.effect().digest()));
    }

    private static String holder(Containment containment) {
        String holder = containment.progress().holder();
        return holder.isEmpty() ? "" : ", held by " + holder;
    }

    private Optional<String> refusal(Instant deadline) {
        grounds.clear();
        for (Check check : plan.preChecks()) {
            CheckResult result = checks.run(check, Moment.PRE_CHECK, deadline, Optional.empty());
            if (result instanceof CheckResult.Failed failed) {
                return Optional.of(check.name() + ": " + failed.reason());
            }
            if (result instanceof CheckResult.Undetermined undetermined) {
                return Optional.of(check.name() + " could not find out: " + undetermined.reason());
            }
            note(check, result);
        }
        return Optional.empty();
    }

    private void note(Check check, CheckResult result) {
        if (result instanceof CheckResult.Passed passed && !passed.note().isEmpty()) {
            grounds.add(check.name() + ": " + passed.note());
        }
    }

    private Containment intent(long epoch, Effect effect, Instant now, Instant deadline) {
        var progress = new Progress(
                ContainmentState.INTENT,
                epoch,
                context.holder(),
                Optional.of(deadline),
                Optional.empty(),
                end(now),
                Optional.empty());
        return new Containment(
                        plan.request(),
                        progress,
                        effect,
                        List.of(new Claim(plan.incident().id(), now, end(now))),
                        List.of(),
                        Optional.empty())
                .step(progress, now, context.holder(), String.join("; ", grounds));
    }

    /** Goes from INTENT or APPLIED to CONTAINED, or back. */
    private TransactionResult contain(StoredContainment taken, Alteration alteration, Instant deadline) {
        StoredContainment record = taken;
        try {
            requireTime(deadline);
            KubernetesObject made;
            if (record.containment().state() == ContainmentState.APPLIED) {
                made = stillThere(record);
            } else {
                if (!alteration.isReversible()) {
                    requireStill(deadline);
                }
                try {
                    made = make(record, alteration, deadline);
                } catch (LaterEpochException e) {
                    record = write(record, above(record.containment(), e.epoch()), deadline);
                    made = make(record, alteration, deadline);
                }
                record = write(record, applied(record.containment(), alteration.made(made)), deadline);
            }
            Verification verification = verify(made, deadline);
            requireTime(deadline);
            record = write(record, contained(record.containment(), verification), deadline);
            return results.contained(record, made, List.of());
        } catch (LostRecordException e) {
            return results.conflict(taken.name(), e.getMessage() + "; this executor leaves it as it is");
        } catch (LaterEpochException e) {
            return results.conflict(taken.name(), e.getMessage() + "; this executor leaves it as it is");
        } catch (ForeignObjectException e) {
            return rollBack(record, e.getMessage(), Ending.Cause.FOREIGN_OBJECT);
        } catch (TargetGoneException e) {
            return rollBack(record, e.getMessage(), Ending.Cause.TARGET_GONE);
        } catch (RollBackException e) {
            return rollBack(record, e.getMessage(), Ending.Cause.FAILURE);
        } catch (ClusterException e) {
            return rollBack(record, e.getMessage(), Ending.Cause.FAILURE);
        } catch (RuntimeException e) {
            return rollBack(record, "a defect in the engine: " + e, Ending.Cause.FAILURE);
        }
    }

    private StoredContainment write(StoredContainment record, Containment next, Instant deadline) {
        return store.write(record.object().ref(), Optional.of(record), next, Patience.until(context, deadline));
    }

    private KubernetesObject make(StoredContainment intent, Alteration alteration, Instant deadline) {
        Progress progress = intent.containment().progress();
        var stamp = new Stamp(
                intent.address(),
                progress.epoch(),
                intent.containment().effect().digest());
        var seal = new Seal(stamp, plan.request(), plan.incident(), progress.expiresAt());
        return effects.make(alteration, seal, Patience.until(context, deadline));
    }

    /**
     * What cannot be taken back is checked once more when its intent is on record, where all others see it who begin at the
     * same moment.
     */
    private void requireStill(Instant deadline) {
        Optional<String> refusal = refusal(deadline);
        if (refusal.isPresent()) {
            throw new RollBackException(refusal.get());
        }
    }

    private KubernetesObject stillThere(StoredContainment applied) {
        var alteration = Alteration.of(applied.containment().effect());
        Optional<KubernetesObject> found =
                context.cluster().get(alteration.effect().object());
        if (alteration.see(applied.address(), found) instanceof Sight.Done done) {
            return done.object();
        }
        throw new RollBackException(alteration.effect().object() + " has been deleted or changed meanwhile");
    }

    private void requireTime(Instant deadline) {
        if (context.cancellation().requested()) {
            throw new RollBackException("it was cancelled");
        }
        if (context.now().isAfter(deadline)) {
            throw new RollBackException(
                    "it took longer than " + plan.request().maxDuration().toMillis() + " ms, its max-duration");
        }
    }

    /** Begun anew with an epoch above that of an effect whose record is gone. */
    private Containment above(Containment before, long epoch) {
        return before.step(
                before.progress().inEpoch(epoch + 1),
                context.now(),
                context.holder(),
                "the effect is there already, of epoch " + epoch + ", whose record is gone");
    }

    private Containment applied(Containment before, Effect made) {
        return before.with(made)
                .step(before.progress().in(ContainmentState.APPLIED), context.now(), context.holder(), "");
    }

    private Verification verify(KubernetesObject made, Instant deadline) {
        var unknown = new ArrayList<String>();
        grounds.clear();
        for (Check check : plan.postChecks()) {
            requireTime(deadline);
            CheckResult result = checks.run(check, Moment.POST_CHECK, deadline, Optional.of(made));
            if (result instanceof CheckResult.Failed failed) {
                throw new RollBackException(check.name() + ": " + failed.reason());
            }
            if (result instanceof CheckResult.Undetermined undetermined) {
                unknown.add(check.name() + " could not find out: " + undetermined.reason());
            }
            note(check, result);
        }
        if (plan.postChecks().isEmpty()) {
            return new Verification.Unverified("the transaction has no post-check");
        }
        return unknown.isEmpty()
                ? new Verification.Verified()
                : new Verification.Unverified(String.join("; ", unknown));
    }

    private Containment contained(Containment before, Verification verification) {
        String note = verification instanceof Verification.Unverified unverified
                ? "UNVERIFIED: " + unverified.reason()
                : grounds.isEmpty() ? "VERIFIED" : "VERIFIED: " + String.join("; ", grounds);
        Progress progress = before.progress();
        return before.step(
                progress.in(ContainmentState.CONTAINED)
                        .unheld()
                        .seen(verification)
                        .until(progress.expiresAt(), due(before)),
                context.now(),
                context.holder(),
                note);
    }

    private Optional<Instant> end(Instant from) {
        return plan.expiry() instanceof Expiry.Undo undo ? Optional.of(from.plus(undo.after())) : Optional.empty();
    }

    private Optional<Due> due(Containment before) {
        if (plan.expiry() instanceof Expiry.Page page) {
            return Optional.of(
                    new Due(Due.What.PAGE, before.history().get(0).at().plus(page.after())));
        }
        return before.progress().expiresAt().map(at -> new Due(Due.What.UNDO, at));
    }

    private TransactionResult rollBack(StoredContainment record, String reason, Ending.Cause cause) {
        try {
            return new Ending(context, results).end(record, cause, reason, context.holder());
        } catch (LostRecordException e) {
            return results.conflict(record.name(), reason + "; " + e.getMessage());
        }
    }
}
