package dev.runproof.runtime.response;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param outcome how it ended, or how far it is
 * @param run the name of its record; empty in audit mode
 * @param steps what each step has come to, in their order
 * @param reason why, in a sentence for people; empty where the outcome says it all
 * @param duration how long it took, this time
 * @param left what is left for a person; empty unless it needs one
 */
public record ResponseResult(
        RunOutcome outcome,
        Optional<String> run,
        List<StepResult> steps,
        Optional<String> reason,
        Duration duration,
        List<Left> left) {

    /** Copies the lists. */
    public ResponseResult {
        steps = List.copyOf(steps);
        left = List.copyOf(left);
    }

    /**
     * What a step has come to.
     *
     * @param name its name
     * @param transaction the name of its transaction
     * @param reached the name of a {@link StepState}; in audit mode that of an outcome of a transaction, or {@code SKIPPED}
     * @param containment the name of its containment; empty if it has none
     * @param note more about it; empty if there is no more
     */
    public record StepResult(String name, String transaction, String reached, String containment, String note) {}

    /**
     * Something that is left.
     *
     * @param step the step
     * @param reason what and why, in a sentence for people
     * @param commands what the person can run, in order
     */
    public record Left(String step, String reason, List<String> commands) {

        /** Copies the list. */
        public Left {
            commands = List.copyOf(commands);
        }
    }

    /** Whether the effect of a step stands. */
    public boolean somethingStands() {
        return steps.stream().anyMatch(step -> step.reached().equals(StepState.CONTAINED.name()));
    }

    /** Whether the effect of a step stands that nothing has shown to work. */
    public boolean somethingIsUnverified() {
        return steps.stream()
                .anyMatch(step -> step.reached().equals(StepState.CONTAINED.name())
                        && step.note().startsWith(Course.UNVERIFIED));
    }
}
