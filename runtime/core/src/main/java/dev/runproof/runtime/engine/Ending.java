package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.PolicyTraces;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.engine.Containment.Progress;
import dev.runproof.runtime.engine.EffectWriter.Removal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes an effect back and records it: as a rollback because something failed, or because the containment has ended. It
 * has a deadline of its own, as long as the transaction's.
 */
final class Ending {

    /** Why an effect is taken back. */
    enum Cause {
        /** Something failed. */
        FAILURE(ContainmentState.ROLLING_BACK, ContainmentState.ROLLED_BACK, Outcome.ROLLED_BACK),
        /** The name of the effect is taken by somebody else's object. */
        FOREIGN_OBJECT(ContainmentState.ROLLING_BACK, ContainmentState.ROLLED_BACK, Outcome.CONFLICT),
        /** A person or the expiry ends the containment. */
        RELEASE(ContainmentState.UNDOING, ContainmentState.UNDONE, Outcome.RELEASED);

        private final ContainmentState during;
        private final ContainmentState after;
        private final Outcome outcome;

        Cause(ContainmentState during, ContainmentState after, Outcome outcome) {
            this.during = during;
            this.after = after;
            this.outcome = outcome;
        }

        /** The cause by which a record in a state is to be ended. */
        static Cause of(ContainmentState state) {
            return switch (state) {
                case INTENT, APPLIED, ROLLING_BACK -> FAILURE;
                default -> RELEASE;
            };
        }
    }

    private final EngineContext context;
    private final ContainmentStore store;
    private final EffectWriter effects;
    private final Results results;

    Ending(EngineContext context, ContainmentStore store, Results results) {
        this.context = context;
        this.store = store;
        this.effects = new EffectWriter(context);
        this.results = results;
    }

    /**
     * Ends a containment.
     *
     * @param record the record, which this executor holds or which nobody does
     * @param cause why
     * @param reason why, in a sentence for people
     * @param by who wants it
     * @return how it ended
     * @throws LostRecordException if another executor has the record
     */
    TransactionResult end(StoredContainment record, Cause cause, String reason, String by) {
        context.cancellation().requested();
        Instant now = context.now();
        Instant deadline = now.plus(record.containment().request().maxDuration());
        Containment begun = record.containment().step(taken(record, cause.during, deadline), now, by, reason);
        Optional<StoredContainment> journal = Optional.empty();
        var notes = new ArrayList<String>();
        try {
            journal = Optional.of(store.write(record.object().ref(), Optional.of(record), begun, deadline));
        } catch (ClusterException e) {
            // The effect is taken back all the same: whoever finds the old record finds the effect gone.
            notes.add("the record could not be written: " + e.getMessage());
        }
        Removal removal = effects.remove(record.name(), begun.effect(), deadline);
        if (removal instanceof Removal.Gone gone) {
            if (!gone.note().isEmpty()) {
                notes.add(gone.note());
            }
            traces(record, deadline).ifPresent(notes::add);
        }
        boolean recorded = journal.isPresent() && record(journal.get(), cause, removal, by, deadline, notes);
        return result(record, cause, reason, removal, recorded, notes);
    }

    private Optional<String> traces(StoredContainment record, Instant deadline) {
        var traces = new PolicyTraces(context.cluster(), context.sources(), context.clock(), context::waits);
        return ContainmentTarget.of(record.containment().request().target())
                .flatMap(target -> traces.leftOf(target, deadline));
    }

    private Progress taken(StoredContainment record, ContainmentState state, Instant deadline) {
        Progress before = record.containment().progress();
        boolean held = before.holder().equals(context.holder());
        return new Progress(
                state,
                held ? before.epoch() : before.epoch() + 1,
                context.holder(),
                Optional.of(deadline),
                before.verification(),
                before.expiresAt(),
                Optional.empty());
    }

    private boolean record(
            StoredContainment journal, Cause cause, Removal removal, String by, Instant deadline, List<String> notes) {
        boolean gone = removal instanceof Removal.Gone;
        Progress before = journal.containment().progress();
        var progress = new Progress(
                gone ? cause.after : ContainmentState.MANUAL_INTERVENTION,
                before.epoch(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        String note = removal instanceof Removal.Left left ? left.reason() : "";
        try {
            store.write(
                    journal.object().ref(),
                    Optional.of(journal),
                    journal.containment().step(progress, context.now(), by, note),
                    deadline);
            return true;
        } catch (ClusterException e) {
            notes.add("the record could not be written: " + e.getMessage());
            return false;
        }
    }

    private TransactionResult result(
            StoredContainment record,
            Cause cause,
            String reason,
            Removal removal,
            boolean recorded,
            List<String> notes) {
        var remaining = new ArrayList<Remainder>();
        if (removal instanceof Removal.Left left) {
            remaining.add(Remainder.of(record.containment().effect().object(), left.reason()));
        }
        if (!recorded || !remaining.isEmpty()) {
            remaining.add(Remainder.of(
                    record.object().ref(), "the record keeps the target from being contained again; delete it last"));
        }
        boolean clean = remaining.isEmpty();
        return results.ended(
                clean ? cause.outcome : Outcome.MANUAL_INTERVENTION,
                record.name(),
                reason,
                cause == Cause.FAILURE && removal instanceof Removal.Gone,
                remaining,
                notes);
    }
}
