package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.PolicyTraces;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.engine.Containment.Progress;
import dev.runproof.runtime.engine.EffectWriter.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes an effect back and records it: as a rollback because something failed, or because the containment has ended. It
 * has a deadline of its own, as long as the transaction's.
 */
final class Ending {

    static final String RECORD_LEFT = "the record keeps the target from being contained again; delete it last";

    private static final String ACTED = "it has been deleted, and what it has done until then stays done";

    /** Why an effect is taken back. */
    enum Cause {
        /** Something failed. */
        FAILURE(ContainmentState.ROLLING_BACK, ContainmentState.ROLLED_BACK, Outcome.ROLLED_BACK),
        /** The name of the effect is taken by somebody else's object. */
        FOREIGN_OBJECT(ContainmentState.ROLLING_BACK, ContainmentState.ROLLED_BACK, Outcome.CONFLICT),
        /** What was to be changed is gone. */
        TARGET_GONE(ContainmentState.ROLLING_BACK, ContainmentState.ROLLED_BACK, Outcome.NOT_NEEDED),
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

    Ending(EngineContext work, Results results) {
        this.context = work.undoing();
        this.store = new ContainmentStore(context);
        this.effects = new EffectWriter(context);
        this.results = results;
    }

    /**
     * Ends a containment.
     *
     * @param record the record, which this executor holds or which nobody does any more
     * @param cause why
     * @param reason why, in a sentence for people
     * @param by who wants it
     * @return how it ended
     * @throws LostRecordException if another executor has the record
     */
    TransactionResult end(StoredContainment record, Cause cause, String reason, String by) {
        context.cancellation().requested();
        Instant now = context.now();
        Duration time = record.containment().request().maxDuration();
        Instant deadline = now.plus(time);
        Progress before = record.containment().progress();
        Containment begun = record.containment()
                .step(
                        before.in(cause.during)
                                .heldBy(context.holder(), deadline)
                                .until(before.expiresAt(), Optional.empty()),
                        now,
                        by,
                        reason);
        var notes = new ArrayList<String>();
        Journal journal;
        try {
            // Half of the time, so that there is some left for the effect.
            var patience = Patience.toTheEnd(context, now.plus(time.dividedBy(2)));
            journal =
                    new Journal(store.write(record.object().ref(), Optional.of(record), begun, patience), Fate.WRITTEN);
        } catch (ClusterException e) {
            notes.add("the record could not be written: " + e.getMessage());
            Optional<Journal> unwritten = withoutRecord(record, begun);
            if (unwritten.isEmpty()) {
                return untouched(record, cause, reason, e);
            }
            journal = unwritten.get();
        }
        Removal removal = cause == Cause.RELEASE
                        && !Alteration.of(record.containment().effect()).isReversible()
                ? new Removal.Gone("nothing brings back what was deleted; only the containment is over", false)
                : effects.remove(journal.record(), Patience.toTheEnd(context, deadline));
        if (removal instanceof Removal.Gone gone && gone.acted()) {
            if (cause == Cause.RELEASE) {
                notes.add(ACTED);
            } else {
                removal = new Removal.Left(ACTED, List.of(), Optional.empty());
            }
        }
        if (removal instanceof Removal.Gone gone) {
            if (!gone.note().isEmpty()) {
                notes.add(gone.note());
            }
            traces(record, deadline).ifPresent(notes::add);
        }
        boolean recorded = switch (journal.fate()) {
            case WRITTEN -> record(journal.record(), cause, removal, by, deadline, notes);
            case UNWRITTEN -> false;
            case DELETED -> true;
        };
        return result(record, cause, reason, removal, recorded, notes);
    }

    private Optional<String> traces(StoredContainment record, Instant deadline) {
        var traces = new PolicyTraces(context.cluster(), context.sources(), context.clock(), context::waits);
        var request = record.containment().request();
        return ContainmentTarget.of(request.target(), request.detail())
                .flatMap(target -> traces.leftOf(target, deadline));
    }

    /**
     * Takes back an effect that was found although its containment is over: made by an executor that had lost the record
     * and did not know it yet.
     *
     * @param record the record of a containment that has ended
     * @param by who found it
     * @return how it ended
     * @throws LostRecordException if another executor has the record
     */
    TransactionResult endAgain(StoredContainment record, String by) {
        Instant now = context.now();
        Instant deadline = now.plus(record.containment().request().maxDuration());
        Containment taken = record.containment()
                .step(
                        record.containment()
                                .progress()
                                .in(ContainmentState.INTENT)
                                .heldBy(context.holder(), deadline),
                        now,
                        by,
                        "taken to remove its effect, which was found after the end");
        var stored =
                store.write(record.object().ref(), Optional.of(record), taken, Patience.toTheEnd(context, deadline));
        return end(stored, Cause.FAILURE, "its effect was found after it had ended", by);
    }

    /** What has become of a record. */
    private enum Fate {
        /** It says that the effect is being taken back. */
        WRITTEN,
        /** It says what it said before. */
        UNWRITTEN,
        /** Somebody has deleted it. */
        DELETED
    }

    /**
     * A record on the strength of which the effect is taken back.
     *
     * @param record as it was last seen
     * @param fate what has become of it
     */
    private record Journal(StoredContainment record, Fate fate) {}

    /**
     * What to go by where the record could not be written: an effect that cannot be journalled is taken back all the
     * same, if nobody else can have the record. Whoever finds the old record then finds the effect gone.
     *
     * @return empty if the effect has to stay
     */
    private Optional<Journal> withoutRecord(StoredContainment record, Containment begun) {
        // Within this time nobody takes it from its holder, which is this process.
        boolean inTime = record.containment()
                .heldUntil()
                .filter(until -> until.isAfter(context.now()))
                .isPresent();
        Optional<StoredContainment> seen;
        try {
            seen = store.read(record.object().ref());
        } catch (ClusterException e) {
            return inTime ? Optional.of(new Journal(record, Fate.UNWRITTEN)) : Optional.empty();
        }
        if (seen.isEmpty() && inTime) {
            return Optional.of(new Journal(record, Fate.DELETED));
        }
        if (seen.filter(now -> now.containment().equals(begun)).isPresent()) {
            return Optional.of(new Journal(seen.get(), Fate.WRITTEN));
        }
        if (seen.filter(now -> now.containment().equals(record.containment())).isPresent()) {
            return Optional.of(new Journal(record, Fate.UNWRITTEN));
        }
        throw new LostRecordException("containment " + record.name()
                + (seen.isEmpty()
                        ? " has been deleted meanwhile"
                        : " has been written by "
                                + ContainmentStore.lastWriter(seen.get().containment()) + " meanwhile and is "
                                + seen.get().containment().state()));
    }

    private TransactionResult untouched(StoredContainment record, Cause cause, String reason, ClusterException e) {
        if (cause == Cause.RELEASE && record.containment().state() == ContainmentState.CONTAINED) {
            return results.ended(Outcome.FAILED, record.name(), e.getMessage(), false, List.of(), List.of());
        }
        return results.ended(
                Outcome.MANUAL_INTERVENTION,
                record.name(),
                reason,
                false,
                List.of(
                        Alteration.of(record.containment().effect())
                                .left(
                                        record.address(),
                                        "the record could not be asked for it",
                                        List.of(),
                                        Optional.empty()),
                        Remainder.of(record.object().ref(), RECORD_LEFT)),
                List.of(
                        "the record could be neither written nor read: " + e.getMessage(),
                        "executor recover finishes this too, as soon as the API server answers"));
    }

    private boolean record(
            StoredContainment journal, Cause cause, Removal removal, String by, Instant deadline, List<String> notes) {
        boolean gone = removal instanceof Removal.Gone;
        var progress = journal.containment()
                .progress()
                .in(gone ? cause.after : ContainmentState.MANUAL_INTERVENTION)
                .over();
        String note = removal instanceof Removal.Left left ? left.reason() : "";
        try {
            store.write(
                    journal.object().ref(),
                    Optional.of(journal),
                    journal.containment().step(progress, context.now(), by, note),
                    Patience.toTheEnd(context, deadline));
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
            remaining.add(Alteration.of(record.containment().effect())
                    .left(record.address(), left.reason(), left.differences(), left.found()));
        }
        if (!recorded || !remaining.isEmpty()) {
            remaining.add(Remainder.of(record.object().ref(), RECORD_LEFT));
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
