package dev.runproof.runtime.engine;

import dev.runproof.runtime.engine.Ending.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Ends a containment because a person wants it, for one incident or for all. */
final class Release {

    private final EngineContext context;
    private final ContainmentStore store;
    private final Results results;

    Release(EngineContext context, ContainmentStore store, Results results) {
        this.context = context;
        this.store = store;
        this.results = results;
    }

    /**
     * Ends a containment.
     *
     * @param found the record
     * @param by who wants it, for the history
     * @return what came of it
     * @throws LostRecordException if another executor has the record
     */
    TransactionResult all(StoredContainment found, String by) {
        Containment containment = found.containment();
        ContainmentState state = containment.state();
        if (state == ContainmentState.MANUAL_INTERVENTION) {
            return results.leftForAPerson(context.cluster(), found);
        }
        if (state.ended()) {
            return results.ended(
                    Outcome.NOT_NEEDED, found.name(), "it is " + state + " already", false, List.of(), List.of());
        }
        if (context.isAtWork(containment)) {
            return results.conflict(
                    found.name(),
                    containment.progress().holder() + " is working on it (" + state + ") and has until "
                            + containment.heldUntil().orElseThrow());
        }
        if (state != ContainmentState.CONTAINED) {
            return new Recovery(context, store, results).recover(found, by);
        }
        return new Ending(context, results).end(found, Cause.RELEASE, "released by " + by, by);
    }

    /** Ends the claim of one incident, and with the last claim the containment. */
    TransactionResult one(StoredContainment found, String by, Incident incident) {
        Containment containment = found.containment();
        if (containment.state() != ContainmentState.CONTAINED) {
            return all(found, by);
        }
        if (!containment.isClaimedBy(incident.id())) {
            return results.ended(
                    Outcome.NOT_NEEDED,
                    found.name(),
                    "incident " + incident + " does not claim it",
                    false,
                    List.of(),
                    List.of());
        }
        Containment left = containment.leftBy(incident.id());
        if (left.claims().isEmpty()) {
            return all(found, by);
        }
        Instant now = context.now();
        String note = "incident " + incident + " released by " + by;
        var stored = store.write(
                found.object().ref(),
                Optional.of(found),
                left.step(left.progress(), now, by, note),
                Patience.until(context, now.plus(containment.request().maxDuration())));
        String others = left.claims().stream()
                .map(Containment.Claim::incident)
                .map(claim -> claim.equals(Containment.MORE) ? "others that are not listed" : claim)
                .collect(Collectors.joining(", "));
        return results.contained(stored, List.of("it stays, claimed by " + others));
    }
}
