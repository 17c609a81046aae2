package dev.runproof.executor;

import dev.runproof.executor.Console.Style;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.EngineEvent.Began;
import dev.runproof.runtime.engine.EngineEvent.Checked;
import dev.runproof.runtime.engine.EngineEvent.Drifted;
import dev.runproof.runtime.engine.EngineEvent.Effected;
import dev.runproof.runtime.engine.EngineEvent.Forgotten;
import dev.runproof.runtime.engine.EngineEvent.Recorded;
import dev.runproof.runtime.engine.EngineEvent.Resumed;
import dev.runproof.runtime.engine.EngineEvent.Retrying;
import dev.runproof.runtime.engine.EngineEvent.ReviewDue;
import dev.runproof.runtime.engine.EngineEvent.Subject;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Remainder;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.response.ResponseEvent;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.Responses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells a run to people, one line for each step, as it happens. */
final class Timeline implements Report {

    private static final String INDENT = "  ";

    private final Console console;
    private Optional<Instant> start = Optional.empty();

    Timeline(Console console) {
        this.console = console;
    }

    @Override
    public void event(EngineEvent event) {
        if (event instanceof Began began) {
            start = Optional.of(began.at());
            console.line(console.styled(Style.STRONG, Printable.of(began.transaction())) + " on "
                    + Printable.of(began.target()) + " in "
                    + began.mode().name().toLowerCase(Locale.ROOT) + " mode");
            console.line(INDENT
                    + console.styled(
                            Style.DIM,
                            "from " + Printable.of(began.origin().file()) + ":"
                                    + began.origin().line()));
        } else if (event instanceof Resumed resumed) {
            start = Optional.of(resumed.at());
            console.line(subject(resumed.subject()) + " was found " + resumed.state());
        } else if (event instanceof Drifted drifted) {
            console.line(subject(drifted.subject()) + ": " + console.styled(Style.BAD, "UNVERIFIED") + ": "
                    + Printable.of(drifted.reason()));
        } else if (event instanceof ReviewDue due) {
            console.line(subject(due.subject()) + " is to be looked at: it does not end by itself");
        } else if (event instanceof Forgotten forgotten) {
            console.line(subject(forgotten.subject()) + " is long over; its record has been deleted");
        } else if (event instanceof Checked checked) {
            String moment = switch (checked.moment()) {
                case ONLY_IF -> "only-if";
                case PRE_CHECK -> "pre-check";
                case POST_CHECK -> "post-check";
            };
            step(event.at(), moment, Printable.of(checked.check()) + " " + seen(checked.result()));
        } else if (event instanceof Recorded recorded) {
            step(
                    event.at(),
                    console.styled(style(recorded.state()), pad(recorded.state().name())),
                    of(recorded));
        } else if (event instanceof Effected effected) {
            step(
                    event.at(),
                    "effect",
                    does(effected) + " " + Printable.of(effected.object().toString()));
        } else if (event instanceof Retrying retrying) {
            step(event.at(), "retry", "in " + retrying.pause().toMillis() + " ms: " + Printable.of(retrying.reason()));
        }
    }

    private String subject(Subject subject) {
        return console.styled(Style.STRONG, Printable.of(subject.containment())) + " on "
                + Printable.of(subject.target());
    }

    private void step(Instant at, String what, String text) {
        Instant from = start.orElse(at);
        start = Optional.of(from);
        String time = String.format(
                Locale.ROOT, "%9s", "+" + Duration.between(from, at).toMillis() + " ms");
        String line = INDENT + console.styled(Style.DIM, time) + INDENT + pad(what) + INDENT + text;
        console.line(line.stripTrailing());
    }

    private static String pad(String text) {
        return String.format(Locale.ROOT, "%-19s", text);
    }

    private String seen(CheckResult result) {
        if (result instanceof CheckResult.Failed failed) {
            return console.styled(Style.BAD, "failed") + ": " + Printable.of(failed.reason());
        }
        if (result instanceof CheckResult.Undetermined undetermined) {
            return console.styled(Style.WARNING, "undetermined") + ": " + Printable.of(undetermined.reason());
        }
        return console.styled(Style.GOOD, "passed");
    }

    private static String of(Recorded recorded) {
        if (recorded.state() == ContainmentState.INTENT) {
            return "is durable in containment " + Printable.of(recorded.containment());
        }
        return Printable.of(recorded.note());
    }

    private static String does(Effected effected) {
        return switch (effected.what()) {
            case CREATED -> "created";
            case WOULD_CREATE -> "the API server would create";
            case EDITED -> "changed";
            case WOULD_EDIT -> "the API server would change";
            case WOULD_DELETE -> "the API server would delete";
            case RESTORED -> "gave back what it had:";
            case FOUND -> "found, as it should be,";
            case DELETED -> "deleted";
            case GONE -> "is gone already:";
            case LEFT -> "left alone";
        };
    }

    private static Style style(ContainmentState state) {
        return switch (state) {
            case CONTAINED, UNDONE -> Style.GOOD;
            case MANUAL_INTERVENTION -> Style.BAD;
            case ROLLING_BACK, ROLLED_BACK -> Style.WARNING;
            default -> Style.STRONG;
        };
    }

    @Override
    public void result(TransactionResult result) {
        String outcome = result.outcome().name().replace('_', ' ');
        String reason = result.reason().map(text -> ": " + Printable.of(text)).orElse("");
        console.line(INDENT
                + console.styled(style(result.outcome()), outcome)
                + verification(result)
                + " after " + result.duration().toMillis() + " ms" + reason);
        result.notes().forEach(note -> console.line(INDENT + INDENT + "note: " + Printable.of(note)));
        for (Remainder remainder : result.remaining()) {
            console.line(INDENT + INDENT + "left: " + Printable.of(remainder.object() + ": " + remainder.reason()));
            remainder.differences().forEach(difference -> leftBelow(INDENT + difference.sentence()));
            leftBelow(remainder.look());
            leftBelow(remainder.command());
        }
        if (result.outcome() == Outcome.CONTAINED) {
            result.containment()
                    .ifPresent(name ->
                            console.line(INDENT + INDENT + "to end it: executor release " + Printable.of(name)));
        }
        start = Optional.empty();
    }

    private void leftBelow(String text) {
        console.line(INDENT + INDENT + "      " + Printable.of(text));
    }

    private String verification(TransactionResult result) {
        return result.verification()
                .map(verification -> verification instanceof Verification.Unverified unverified
                        ? ", " + console.styled(Style.WARNING, "UNVERIFIED") + " (" + Printable.of(unverified.reason())
                                + ")"
                        : ", verified")
                .orElse("");
    }

    private static Style style(Outcome outcome) {
        return switch (outcome) {
            case CONTAINED, RELEASED, AUDITED, NOT_NEEDED -> Style.GOOD;
            case ROLLED_BACK, CANCELLED -> Style.WARNING;
            case REFUSED, CONFLICT, FAILED, MANUAL_INTERVENTION -> Style.BAD;
        };
    }

    @Override
    public void containments(List<Engine.Listed> containments) {
        new ContainmentText(console).list(containments);
    }

    @Override
    public void containment(String name, Containment containment) {
        new ContainmentText(console).show(name, containment);
    }

    @Override
    public void note(String text) {
        console.line(INDENT + Printable.of(text));
    }

    @Override
    public void event(ResponseEvent event) {
        if (event instanceof ResponseEvent.Began began) {
            console.line(
                    console.styled(Style.STRONG, Printable.of(began.subject().response())) + " with "
                            + Printable.of(began.subject().inputs()) + " in "
                            + began.mode().name().toLowerCase(Locale.ROOT) + " mode");
            console.line(INDENT
                    + console.styled(
                            Style.DIM,
                            "from " + Printable.of(began.origin().file()) + ":"
                                    + began.origin().line()));
        } else if (event instanceof ResponseEvent.Resumed resumed) {
            console.line(subject(resumed.subject()) + " was found " + resumed.state());
        } else if (event instanceof ResponseEvent.Stepped stepped) {
            start = Optional.empty();
            console.line("step " + console.styled(Style.STRONG, Printable.of(stepped.step())) + " is "
                    + console.styled(
                            RunText.style(stepped.reached()), stepped.reached().name())
                    + because(stepped.note()));
        } else if (event instanceof ResponseEvent.Recorded recorded) {
            console.line("run " + Printable.of(recorded.subject().run()) + " is " + recorded.state()
                    + because(recorded.note()));
        } else if (event instanceof ResponseEvent.ApprovalWanted wanted) {
            console.line(INDENT + "to agree: executor approve "
                    + Printable.of(wanted.subject().run()) + " --step " + Printable.of(wanted.step()));
        } else if (event instanceof ResponseEvent.InGrace grace) {
            console.line(
                    INDENT + "nothing is changed until " + grace.until() + "; to stand it down: executor stand-down "
                            + Printable.of(grace.subject().run()));
        } else if (event instanceof ResponseEvent.Forgotten forgotten) {
            console.line(subject(forgotten.subject()) + " is long over; its record has been deleted");
        }
    }

    private String subject(ResponseEvent.Subject subject) {
        return "run " + console.styled(Style.STRONG, Printable.of(subject.run())) + " of "
                + Printable.of(subject.response());
    }

    private static String because(String note) {
        return note.isEmpty() ? "" : ": " + Printable.of(note);
    }

    @Override
    public void result(ResponseResult result) {
        console.line(console.styled(
                        RunText.style(result.outcome()), result.outcome().name().replace('_', ' '))
                + result.run().map(name -> " " + Printable.of(name)).orElse("") + " after "
                + result.duration().toMillis() + " ms"
                + because(result.reason().orElse("")));
        new RunText(console).steps(result.steps());
        for (ResponseResult.Left left : result.left()) {
            console.line(INDENT + "left" + (left.step().isEmpty() ? "" : " of " + Printable.of(left.step())) + ": "
                    + Printable.of(left.reason()));
            left.commands().forEach(command -> console.line(INDENT + INDENT + INDENT + Printable.of(command)));
        }
        start = Optional.empty();
    }

    @Override
    public void runs(List<Responses.Listed> runs) {
        new RunText(console).list(runs);
    }

    @Override
    public void run(String name, ResponseRun run) {
        new RunText(console).show(name, run);
    }
}
