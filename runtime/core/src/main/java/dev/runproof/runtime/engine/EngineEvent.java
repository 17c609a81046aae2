package dev.runproof.runtime.engine;

import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.transaction.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the engine tells while it works, for a timeline. Texts in it may come from outside and are not escaped. */
public sealed interface EngineEvent {

    /** When it happened. */
    Instant at();

    /**
     * A run began.
     *
     * @param at when
     * @param transaction the name of the transaction
     * @param origin where it was written
     * @param mode whether it has its effect
     * @param target the key of the target
     */
    record Began(Instant at, String transaction, Origin origin, Mode mode, String target) implements EngineEvent {}

    /**
     * A check ran.
     *
     * @param at when it ended
     * @param moment whether it ran before or after the change
     * @param check its name
     * @param result what it saw
     */
    record Checked(Instant at, Moment moment, String check, CheckResult result) implements EngineEvent {}

    /**
     * A step is durable.
     *
     * @param at when
     * @param containment the name of the record
     * @param state the state that it has reached
     * @param note more about it; empty if there is no more
     */
    record Recorded(Instant at, String containment, ContainmentState state, String note) implements EngineEvent {}

    /**
     * Something was done, or would be, or was found done, to the object that is the effect.
     *
     * @param at when
     * @param what what was done
     * @param object to which object
     */
    record Effected(Instant at, What what, ObjectRef object) implements EngineEvent {

        /** What was done to an object. */
        public enum What {
            /** It was created. */
            CREATED,
            /** The API server would create it, and stored nothing. */
            WOULD_CREATE,
            /** Fields of it were changed. */
            EDITED,
            /** The API server would change fields of it, and stored nothing. */
            WOULD_EDIT,
            /** The API server would delete it, and did not. */
            WOULD_DELETE,
            /** Fields of it were given back what they had before. */
            RESTORED,
            /** It was there already, as it should be. */
            FOUND,
            /** It was deleted. */
            DELETED,
            /** It was gone already. */
            GONE,
            /** It is not ours, or no longer as we wrote it, and stays. */
            LEFT
        }
    }

    /**
     * A call failed and will be made again.
     *
     * @param at when it failed
     * @param reason why, in a sentence for people
     * @param pause how long until the next try
     */
    record Retrying(Instant at, String reason, Duration pause) implements EngineEvent {}

    /**
     * Which containment something is about.
     *
     * @param containment the name of the record
     * @param target the key of the target
     * @param transaction the name of the transaction
     * @param runbook the slug of its runbook
     * @param incidents the incidents that want it
     */
    record Subject(String containment, String target, String transaction, String runbook, List<String> incidents) {

        /** Copies the list. */
        public Subject {
            incidents = List.copyOf(incidents);
        }

        static Subject of(String name, Containment containment) {
            var request = containment.request();
            return new Subject(
                    name,
                    request.target(),
                    request.transaction(),
                    request.runbook(),
                    containment.claims().stream()
                            .map(Containment.Claim::incident)
                            .toList());
        }
    }

    /**
     * A run, a release or a recovery ended, and something came of it.
     *
     * @param at when
     * @param subject which containment it was about; its record need not exist
     * @param mode whether it had its effect
     * @param result what came of it
     */
    record Ended(Instant at, Subject subject, Mode mode, TransactionResult result) implements EngineEvent {}

    /**
     * An executor goes on with a record that is due or that another has left.
     *
     * @param at when
     * @param subject which
     * @param state the state that it was found in
     */
    record Resumed(Instant at, Subject subject, ContainmentState state) implements EngineEvent {}

    /**
     * Somebody has changed or deleted the effect of a containment.
     *
     * @param at when it was noticed
     * @param subject which
     * @param reason what, in a sentence for people
     */
    record Drifted(Instant at, Subject subject, String reason) implements EngineEvent {}

    /**
     * A containment that does not end by itself has come to its time of review.
     *
     * @param at when
     * @param subject which
     */
    record ReviewDue(Instant at, Subject subject) implements EngineEvent {}

    /**
     * The record of a containment that was over has been deleted.
     *
     * @param at when
     * @param subject which
     */
    record Forgotten(Instant at, Subject subject) implements EngineEvent {}
}
