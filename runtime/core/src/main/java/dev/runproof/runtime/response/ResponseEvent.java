package dev.runproof.runtime.response;

import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.response.Response.Approval;
import dev.runproof.runtime.transaction.Origin;
import java.time.Instant;

/** What a run tells while it goes on, for a timeline. Texts in it may come from outside and are not escaped. */
public sealed interface ResponseEvent {

    /** When it happened. */
    Instant at();

    /**
     * Which run something is about.
     *
     * @param run the name of its record; empty in audit mode
     * @param response the name of the response
     * @param runbook the slug of its runbook
     * @param incident on whose behalf it runs
     * @param inputs its inputs, as one line
     */
    record Subject(String run, String response, String runbook, String incident, String inputs) {

        static Subject of(String name, ResponseRun run) {
            var request = run.request();
            return new Subject(
                    name,
                    request.response(),
                    request.runbook(),
                    request.incident().id(),
                    request.inputsLine());
        }
    }

    /**
     * A run began.
     *
     * @param at when
     * @param subject which
     * @param origin where the response was written
     * @param mode whether its steps have their effects
     */
    record Began(Instant at, Subject subject, Origin origin, Mode mode) implements ResponseEvent {}

    /**
     * An executor goes on with a run that another has left, or that waited.
     *
     * @param at when
     * @param subject which
     * @param state the state that it was found in
     */
    record Resumed(Instant at, Subject subject, RunState state) implements ResponseEvent {}

    /**
     * That a step has come to a state is durable; in a rehearsal it is only said.
     *
     * @param at when
     * @param subject which run
     * @param step the name of the step
     * @param reached the state
     * @param note more about it; empty if there is no more
     */
    record Stepped(Instant at, Subject subject, String step, StepState reached, String note) implements ResponseEvent {}

    /**
     * That a run has come to a state is durable.
     *
     * @param at when
     * @param subject which
     * @param state the state
     * @param note more about it; empty if there is no more
     */
    record Recorded(Instant at, Subject subject, RunState state, String note) implements ResponseEvent {}

    /**
     * A person has to agree before a run goes on.
     *
     * @param at since when
     * @param subject which run
     * @param step the step that they are asked about
     * @param approval who, and for how long
     * @param until until when
     */
    record ApprovalWanted(Instant at, Subject subject, String step, Approval approval, Instant until)
            implements ResponseEvent {}

    /**
     * A run waits before it changes anything, and somebody may stand it down.
     *
     * @param at since when
     * @param subject which run
     * @param until until when
     */
    record InGrace(Instant at, Subject subject, Instant until) implements ResponseEvent {}

    /**
     * A run ended, came to where it waits, or could not go on.
     *
     * @param at when
     * @param subject which
     * @param mode whether its steps had their effects
     * @param result what came of it
     * @param told whether a person has to be told: it did not come to its end, and nobody wanted that
     */
    record Ended(Instant at, Subject subject, Mode mode, ResponseResult result, boolean told)
            implements ResponseEvent {}

    /**
     * The record of a run that was over has been deleted.
     *
     * @param at when
     * @param subject which
     */
    record Forgotten(Instant at, Subject subject) implements ResponseEvent {}
}
