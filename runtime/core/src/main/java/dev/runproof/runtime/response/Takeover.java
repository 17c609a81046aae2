package dev.runproof.runtime.response;

import dev.runproof.runtime.response.Course.OnCancel;
import dev.runproof.runtime.response.ResponseRun.Progress;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes a run that nobody is at work on, with a higher epoch, and goes on with it; or stops it, if it has lain for so long that
 * going on is no answer to its incident any more.
 *
 * @param work what it works with
 * @param response the response; empty if no such response is known here
 * @param by on whose behalf, for the history
 * @param onCancel what becomes of it if this turn is cancelled
 */
record Takeover(Work work, Optional<Response> response, String by, OnCancel onCancel) {

    /** Does what is due. */
    ResponseResult of(StoredRun found) {
        ResponseRun run = found.run();
        Instant now = work.now();
        if (run.state().ended()) {
            return over(found);
        }
        if (work.isAtWork(run)) {
            return nothing(
                    found,
                    run.progress().holder() + " is working on it and has until "
                            + run.heldUntil().orElseThrow());
        }
        if (run.state() == RunState.WAITING && !isDecided(run) && !isDue(run, now)) {
            return said(found, RunOutcome.WAITING, run.waitsFor());
        }
        boolean fresh = !now.isAfter(work.freshUntil(run));
        if (response.isEmpty() && fresh && run.state() != RunState.UNDOING) {
            return nothing(
                    found,
                    "response " + run.request().response() + " with the digest "
                            + run.request().digest()
                            + " is not known here; an executor that knows it has until " + work.freshUntil(run)
                            + " to go on, and then it is stopped");
        }
        work.tell(new ResponseEvent.Resumed(now, ResponseEvent.Subject.of(found.name(), run), run.state()));
        var course = new Course(work, taken(found, now), response, onCancel);
        if (fresh || run.state() == RunState.UNDOING) {
            return course.proceed();
        }
        return course.stopBecause("nobody was at work on it until " + now + ", too long after its time");
    }

    private StoredRun taken(StoredRun found, Instant now) {
        ResponseRun run = found.run();
        Progress progress = run.progress();
        String holder = progress.holder();
        String reason = holder.isEmpty()
                ? progress.state() == RunState.WAITING ? "it need not wait any more" : "nobody was at work on it"
                : "taken over from " + holder + ", whose time is over";
        RunState state = progress.state() == RunState.WAITING ? RunState.RUNNING : progress.state();
        Instant until = now.plus(Work.UNKNOWN);
        return work.store()
                .write(
                        found.name(),
                        Optional.of(found),
                        run.with(progress.in(state).heldBy(work.turn().holder(), until), now, by, reason),
                        until);
    }

    private static boolean isDecided(ResponseRun run) {
        return run.grace().filter(Grace::isStoodDown).isPresent()
                || run.waitingStep()
                        .filter(step -> run.decisions().containsKey(step.name()))
                        .isPresent();
    }

    static boolean isDue(ResponseRun run, Instant now) {
        return run.progress().next().filter(due -> !due.at().isAfter(now)).isPresent();
    }

    /** What has come of a run that is over already. */
    private ResponseResult over(StoredRun found) {
        return switch (found.run().state()) {
            case MANUAL_INTERVENTION -> new Course(work, found, response, onCancel).leftForAPerson();
            case DONE -> said(found, RunOutcome.NOT_NEEDED, "it is DONE already");
            default ->
                said(
                        found,
                        RunOutcome.NOT_NEEDED,
                        "it was STOPPED: " + found.run().progress().reason());
        };
    }

    private ResponseResult nothing(StoredRun found, String why) {
        return said(found, RunOutcome.NOT_NEEDED, why);
    }

    private ResponseResult said(StoredRun found, RunOutcome outcome, String why) {
        return Responses.said(work, found, outcome, why);
    }
}
