package dev.runproof.runtime.engine;

import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.engine.Containment.Claim;
import dev.runproof.runtime.engine.Containment.Due;
import dev.runproof.runtime.engine.Containment.Effect;
import dev.runproof.runtime.engine.Containment.Progress;
import dev.runproof.runtime.engine.EffectWriter.ForeignObjectException;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.transaction.Expiry;
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

    private final EngineContext context;
    private final Plan plan;
    private final ContainmentStore store;
    private final EffectWriter effects;
    private final CheckRunner checks;
    private final Results results;
    /** What the checks before the change relied on, for the record. */
    private final List<String> grounds = new ArrayList<>();

    Enforcement(EngineContext context, Plan plan, Results results) {
        this.context = context;
        this.plan = plan;
        this.results = results;
        this.store = new ContainmentStore(context);
        this.effects = new EffectWriter(context);
        this.checks = new CheckRunner(context, plan.action().target());
    }

    TransactionResult run() {
        ObjectRef ref = store.refOf(plan.action().target());
        try {
            Optional<StoredContainment> found = store.read(ref);
            if (found.isPresent() && !mayBegin(found.get())) {
                return joinOrConflict(found.get());
            }
            Optional<String> refusal = refusal(context.now().plus(plan.request().maxDuration()));
            if (refusal.isPresent()) {
                return results.nothingChanged(Outcome.REFUSED, refusal.get());
            }
            checks.lookBefore(
                    plan.postChecks(), context.now().plus(plan.request().maxDuration()));
            KubernetesObject desired = plan.desired(context.cluster());
            if (context.cancellation().requested()) {
                return results.nothingChanged(Outcome.CANCELLED, "it was cancelled before anything was changed");
            }
            return begin(ref, found, desired);
        } catch (LostRecordException e) {
            return results.conflict(ref.name(), e.getMessage());
        } catch (MalformedContainmentException e) {
            return results.conflict(ref.name(), ref + " cannot be read: " + e.getMessage());
        } catch (ClusterException e) {
            return results.nothingChanged(Outcome.FAILED, e.getMessage());
        }
    }

    private TransactionResult begin(ObjectRef ref, Optional<StoredContainment> found, KubernetesObject desired) {
        Instant now = context.now();
        Instant deadline = now.plus(plan.request().maxDuration());
        StoredContainment intent;
        try {
            intent = store.write(ref, found, intent(found, desired, now, deadline), deadline);
        } catch (ClusterException e) {
            var remaining = e.reason() == ClusterException.Reason.UNKNOWN_OUTCOME
                    ? List.of(Remainder.of(ref, "it cannot be found out whether the record was written"))
                    : List.<Remainder>of();
            return results.ended(Outcome.FAILED, ref.name(), e.getMessage(), false, remaining, List.of());
        }
        return contain(intent, desired, deadline);
    }

    private boolean mayBegin(StoredContainment found) {
        return found.containment().state().ended()
                && found.containment().request().target().equals(plan.request().target());
    }

    private TransactionResult joinOrConflict(StoredContainment found) {
        var containment = found.containment();
        boolean identical = containment.request().equals(plan.request());
        if (!identical || containment.state() != ContainmentState.CONTAINED) {
            return results.conflict(
                    found.name(),
                    "containment " + found.name() + " has the target: transaction "
                            + containment.request().transaction() + " is " + containment.state()
                            + (identical ? "" : " with another text or other inputs")
                            + holder(containment));
        }
        Optional<KubernetesObject> effect = context.cluster()
                .get(containment.effect().object())
                .filter(object -> EffectWriter.isStillAsMade(found.name(), containment.effect(), object));
        if (effect.isEmpty()) {
            return results.conflict(
                    found.name(),
                    "containment " + found.name() + " says that it contains the target, and "
                            + containment.effect().object()
                            + " has been deleted or changed: release the containment and run again");
        }
        Instant now = context.now();
        var joined = containment.joinedBy(new Claim(plan.incident().id(), now, end(now)));
        if (joined.equals(containment)) {
            return results.contained(found, effect.get(), List.of("it was contained already, for this incident too"));
        }
        var stored = store.write(
                found.object().ref(),
                Optional.of(found),
                joined,
                now.plus(plan.request().maxDuration()));
        return results.contained(
                stored, effect.get(), List.of("it was contained already; the incident has joined as a claim"));
    }

    private static String holder(Containment containment) {
        String holder = containment.progress().holder();
        return holder.isEmpty() ? "" : ", held by " + holder;
    }

    private Optional<String> refusal(Instant deadline) {
        for (Check check : plan.preChecks()) {
            CheckResult result = checks.run(check, Moment.PRE_CHECK, deadline, Optional.empty());
            if (result instanceof CheckResult.Failed failed) {
                return Optional.of(check.name() + ": " + failed.reason());
            }
            if (result instanceof CheckResult.Undetermined undetermined) {
                return Optional.of(check.name() + " could not find out: " + undetermined.reason());
            }
            if (result instanceof CheckResult.Passed passed && !passed.note().isEmpty()) {
                grounds.add(check.name() + ": " + passed.note());
            }
        }
        return Optional.empty();
    }

    private Containment intent(
            Optional<StoredContainment> found, KubernetesObject desired, Instant now, Instant deadline) {
        long epoch =
                found.map(record -> record.containment().progress().epoch() + 1).orElse(1L);
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
                        new Effect(desired.ref(), "", Digest.ofContent(desired)),
                        List.of(new Claim(plan.incident().id(), now, end(now))),
                        List.of())
                .step(progress, now, context.holder(), String.join("; ", grounds));
    }

    private TransactionResult contain(StoredContainment intent, KubernetesObject desired, Instant deadline) {
        StoredContainment record = intent;
        try {
            requireTime(deadline);
            Progress progress = intent.containment().progress();
            var stamp = new Stamp(
                    intent.name(),
                    progress.epoch(),
                    intent.containment().effect().digest());
            var stamped = stamp.on(desired, plan.request(), plan.incident(), progress.expiresAt());
            KubernetesObject made = effects.make(stamped, stamp, deadline);
            record = store.write(
                    record.object().ref(), Optional.of(record), applied(record.containment(), made), deadline);
            Verification verification = verify(made, deadline);
            requireTime(deadline);
            record = store.write(
                    record.object().ref(),
                    Optional.of(record),
                    contained(record.containment(), verification),
                    deadline);
            return results.contained(record, made, List.of());
        } catch (LostRecordException e) {
            return results.conflict(intent.name(), e.getMessage() + "; this executor leaves it as it is");
        } catch (ForeignObjectException e) {
            return rollBack(record, e.getMessage(), Ending.Cause.FOREIGN_OBJECT);
        } catch (RollBackException e) {
            return rollBack(record, e.getMessage(), Ending.Cause.FAILURE);
        } catch (ClusterException e) {
            return rollBack(record, e.getMessage(), Ending.Cause.FAILURE);
        } catch (RuntimeException e) {
            return rollBack(record, "a defect in the engine: " + e, Ending.Cause.FAILURE);
        }
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

    private Containment applied(Containment before, KubernetesObject made) {
        var progress = before.progress();
        return before.with(new Effect(made.ref(), made.uid(), Digest.ofContent(made)))
                .step(
                        new Progress(
                                ContainmentState.APPLIED,
                                progress.epoch(),
                                progress.holder(),
                                progress.deadline(),
                                Optional.empty(),
                                progress.expiresAt(),
                                Optional.empty()),
                        context.now(),
                        context.holder(),
                        "");
    }

    private Verification verify(KubernetesObject made, Instant deadline) {
        var unknown = new ArrayList<String>();
        for (Check check : plan.postChecks()) {
            requireTime(deadline);
            CheckResult result = checks.run(check, Moment.POST_CHECK, deadline, Optional.of(made));
            if (result instanceof CheckResult.Failed failed) {
                throw new RollBackException(check.name() + ": " + failed.reason());
            }
            if (result instanceof CheckResult.Undetermined undetermined) {
                unknown.add(check.name() + " could not find out: " + undetermined.reason());
            }
        }
        if (plan.postChecks().isEmpty()) {
            return new Verification.Unverified("the transaction has no post-check");
        }
        return unknown.isEmpty()
                ? new Verification.Verified()
                : new Verification.Unverified(String.join("; ", unknown));
    }

    private Containment contained(Containment before, Verification verification) {
        var progress = before.progress();
        String note = verification instanceof Verification.Unverified unverified
                ? "UNVERIFIED: " + unverified.reason()
                : "VERIFIED";
        return before.step(
                new Progress(
                        ContainmentState.CONTAINED,
                        progress.epoch(),
                        "",
                        Optional.empty(),
                        Optional.of(verification),
                        progress.expiresAt(),
                        due(before)),
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
            return new Ending(context, store, results).end(record, cause, reason, context.holder());
        } catch (LostRecordException e) {
            return results.conflict(record.name(), reason + "; " + e.getMessage());
        }
    }
}
