package dev.runproof.runtime.engine;

import dev.runproof.runtime.engine.Ending.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Does what is due on a record, whoever has written it: finishes what an executor that is gone has left, ends what has
 * expired, and removes what an executor has made after it had lost its record.
 *
 * <p>What was begun is taken back, not completed: the time that the transaction had for it is over by then.
 */
final class Recovery {

    private final EngineContext context;
    private final ContainmentStore store;
    private final Results results;

    Recovery(EngineContext context, ContainmentStore store, Results results) {
        this.context = context;
        this.store = store;
        this.results = results;
    }

    /** Why a record is taken over. */
    static String reason(Containment containment) {
        String holder = containment.progress().holder();
        return holder.isEmpty() ? "nobody was at work on it" : "taken over from " + holder + ", whose time is over";
    }

    /**
     * Does what is due.
     *
     * @param found the record
     * @param by on whose behalf, for the history
     * @return what came of it; {@link Outcome#NOT_NEEDED} if nothing is due
     * @throws LostRecordException if another executor has the record
     */
    TransactionResult recover(StoredContainment found, String by) {
        Containment containment = found.containment();
        if (context.isAtWork(containment)) {
            return nothing(
                    found,
                    containment.progress().holder() + " is working on it (" + containment.state() + ") and has until "
                            + containment.heldUntil().orElseThrow());
        }
        boolean due = isDue(found);
        if (due) {
            context.tell(new EngineEvent.Resumed(
                    context.now(), EngineEvent.Subject.of(found.name(), containment), containment.state()));
        }
        var ending = new Ending(context, results);
        return switch (containment.state()) {
            case RECEIVED, WAITING -> due ? unbegun(found, by) : nothing(found, "it waits");
            case INTENT, APPLIED, ROLLING_BACK -> ending.end(found, Cause.FAILURE, reason(containment), by);
            case UNDOING -> ending.end(found, Cause.RELEASE, reason(containment), by);
            case CONTAINED ->
                due ? ending.end(found, Cause.RELEASE, "its time is over", by) : nothing(found, "its time is not over");
            case MANUAL_INTERVENTION -> results.leftForAPerson(context.cluster(), found);
            case UNDONE, ROLLED_BACK, REFUSED, CANCELLED, NOT_NEEDED, SUPERSEDED, AUDITED ->
                due ? ending.endAgain(found, by) : nothing(found, "it is " + containment.state() + " already");
        };
    }

    /** Whether there is something to do on a record that nobody is at work on. */
    private boolean isDue(StoredContainment found) {
        Containment containment = found.containment();
        return switch (containment.state()) {
            case RECEIVED, WAITING -> !containment.progress().holder().isEmpty();
            case INTENT, APPLIED, ROLLING_BACK, UNDOING -> true;
            case CONTAINED -> isExpired(containment, context.now());
            case MANUAL_INTERVENTION -> false;
            case UNDONE, ROLLED_BACK, REFUSED, CANCELLED, NOT_NEEDED, SUPERSEDED, AUDITED -> isMadeAfterTheEnd(found);
        };
    }

    static boolean isExpired(Containment containment, Instant now) {
        return containment.state() == ContainmentState.CONTAINED
                && containment
                        .progress()
                        .expiresAt()
                        .filter(at -> !at.isAfter(now))
                        .isPresent();
    }

    private TransactionResult nothing(StoredContainment found, String why) {
        return results.ended(Outcome.NOT_NEEDED, found.name(), why, false, List.of(), List.of());
    }

    private boolean isMadeAfterTheEnd(StoredContainment found) {
        Containment containment = found.containment();
        var alteration = Alteration.of(containment.effect());
        return context.cluster()
                .get(containment.effect().object())
                .map(object -> alteration.epoch(found.address(), object))
                .filter(epoch -> epoch.isPresent()
                        && epoch.getAsLong() <= containment.progress().epoch())
                .isPresent();
    }

    /** Nothing has been changed, and whoever would have is gone. */
    private TransactionResult unbegun(StoredContainment found, String by) {
        Containment containment = found.containment();
        Instant now = context.now();
        var progress = containment
                .progress()
                .in(ContainmentState.CANCELLED)
                .heldBy(context.holder(), now)
                .over();
        String reason = reason(containment);
        store.write(
                found.object().ref(),
                Optional.of(found),
                containment.step(progress, now, by, reason),
                Patience.until(context, now.plus(containment.request().maxDuration())));
        return results.ended(Outcome.CANCELLED, found.name(), reason, false, List.of(), List.of());
    }
}
