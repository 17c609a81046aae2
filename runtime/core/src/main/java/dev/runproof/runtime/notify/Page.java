package dev.runproof.runtime.notify;

import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.EngineEvent.Drifted;
import dev.runproof.runtime.engine.EngineEvent.Ended;
import dev.runproof.runtime.engine.EngineEvent.ReviewDue;
import dev.runproof.runtime.engine.EngineEvent.Subject;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Remainder;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.response.ResponseEvent;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.response.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person is told. Its texts may come from outside: each {@link Channel} writes them as its format wants.
 *
 * @param at when it happened
 * @param severity how bad it is
 * @param what what it is, in capitals, such as {@code ROLLED_BACK}
 * @param subject which containment it is about, or which run of a response: then its name, inputs and response
 * @param reason why, in a sentence for people; empty if the rest says it all
 * @param left what is left, in sentences for people
 * @param commands what the person can run, in order
 */
record Page(
        Instant at,
        Severity severity,
        String what,
        Subject subject,
        String reason,
        List<String> left,
        List<String> commands) {

    /** How bad it is. */
    enum Severity {
        /** Something is left, or is not as it should be, and only a person can put it right. */
        CRITICAL,
        /** Nothing is contained that should be. */
        ERROR,
        /** Somebody should have a look. */
        WARNING
    }

    Page {
        left = List.copyOf(left);
        commands = List.copyOf(commands);
    }

    /** What pages of an event: refusals, rollbacks, what is left, what is not verified, what others did, what is due. */
    static Optional<Page> of(EngineEvent event) {
        if (event instanceof Ended ended && ended.mode() == Mode.ENFORCE) {
            return of(ended);
        }
        if (event instanceof Drifted drifted) {
            return Optional.of(new Page(
                    drifted.at(),
                    Severity.CRITICAL,
                    "UNVERIFIED",
                    drifted.subject(),
                    drifted.reason(),
                    List.of(),
                    List.of("executor show " + drifted.subject().containment())));
        }
        if (event instanceof ReviewDue due) {
            return Optional.of(new Page(
                    due.at(),
                    Severity.WARNING,
                    "REVIEW_DUE",
                    due.subject(),
                    "it does not end by itself; is it still wanted?",
                    List.of(),
                    List.of(
                            "executor show " + due.subject().containment(),
                            "executor release " + due.subject().containment())));
        }
        return Optional.empty();
    }

    private static Optional<Page> of(Ended ended) {
        TransactionResult result = ended.result();
        String reason = result.reason().orElse("");
        return switch (result.outcome()) {
            case MANUAL_INTERVENTION -> page(ended, Severity.CRITICAL, result.outcome(), reason);
            case ROLLED_BACK, REFUSED, FAILED, CONFLICT -> page(ended, Severity.ERROR, result.outcome(), reason);
            case CONTAINED ->
                result.verification()
                        .filter(Verification.Unverified.class::isInstance)
                        .map(Verification.Unverified.class::cast)
                        .map(unverified -> new Page(
                                ended.at(),
                                Severity.WARNING,
                                "UNVERIFIED",
                                ended.subject(),
                                unverified.reason(),
                                List.of(),
                                List.of("executor show " + ended.subject().containment())));
            case AUDITED, RELEASED, NOT_NEEDED, CANCELLED -> Optional.empty();
        };
    }

    private static Optional<Page> page(Ended ended, Severity severity, Outcome outcome, String reason) {
        List<Remainder> remaining = ended.result().remaining();
        return Optional.of(new Page(
                ended.at(),
                severity,
                outcome.name(),
                ended.subject(),
                reason,
                remaining.stream().flatMap(Page::sentences).toList(),
                remaining.stream()
                        .flatMap(remainder -> Stream.of(remainder.look(), remainder.command()))
                        .toList()));
    }

    private static Stream<String> sentences(Remainder remainder) {
        return Stream.concat(
                Stream.of(remainder.object() + ": " + remainder.reason()),
                remainder.differences().stream().map(Difference::sentence));
    }

    /** What pages of a run of a response: that it will act, that a person has to agree, and that it did not come to its end. */
    static Optional<Page> of(ResponseEvent event) {
        if (event instanceof ResponseEvent.ApprovalWanted wanted) {
            String run = wanted.subject().run();
            return Optional.of(new Page(
                    wanted.at(),
                    Severity.WARNING,
                    "APPROVAL_WANTED",
                    subject(wanted.subject()),
                    wanted.approval().by() + " has until " + wanted.until() + " to agree to step " + wanted.step(),
                    List.of(),
                    List.of(
                            "executor show " + run,
                            "executor approve " + run + " --step " + wanted.step(),
                            "executor deny " + run + " --step " + wanted.step())));
        }
        if (event instanceof ResponseEvent.InGrace grace) {
            String run = grace.subject().run();
            return Optional.of(new Page(
                    grace.at(),
                    Severity.WARNING,
                    "IN_GRACE",
                    subject(grace.subject()),
                    "until " + grace.until()
                            + " nothing is changed, and then it goes on if its signals are still there",
                    List.of(),
                    List.of("executor show " + run, "executor stand-down " + run)));
        }
        if (event instanceof ResponseEvent.Ended ended && ended.told()) {
            ResponseResult result = ended.result();
            var commands = new ArrayList<String>();
            commands.add("executor show " + ended.subject().run());
            result.left().forEach(left -> commands.addAll(left.commands()));
            return Optional.of(new Page(
                    ended.at(),
                    result.outcome() == RunOutcome.MANUAL_INTERVENTION ? Severity.CRITICAL : Severity.ERROR,
                    result.outcome().name(),
                    subject(ended.subject()),
                    result.reason().orElse(""),
                    Stream.concat(
                                    result.steps().stream()
                                            .filter(step -> step.reached().equals(StepState.CONTAINED.name()))
                                            .map(step -> "step " + step.name() + " stands: " + step.containment()),
                                    result.left().stream().map(ResponseResult.Left::reason))
                            .toList(),
                    commands));
        }
        return Optional.empty();
    }

    /** A run as what a page is about. */
    private static Subject subject(ResponseEvent.Subject run) {
        return new Subject(run.run(), run.inputs(), run.response(), run.runbook(), List.of(run.incident()));
    }

    /** One line for people. */
    String summary() {
        return what.replace('_', ' ') + ": " + subject.transaction() + " on " + subject.target()
                + (reason.isEmpty() ? "" : ": " + reason);
    }

    /** The same for all pages that say the same of the same containment, so that repetitions become one. */
    String dedupKey() {
        return "runproof/" + subject.containment() + "/" + what;
    }
}
