package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.ScriptJob;
import dev.runproof.runtime.check.JobEnd.End;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;

/**
 * The script has ended, and says that it has succeeded: its exit code is 0.
 *
 * <p>It waits for that, for two thirds of the time that is left. It fails, with the exit code and the last line that the script
 * has written, if the script fails; and if it runs on until then, takes longer than it may, or its Job is deleted.
 */
@RunbookCheck(
        name = ScriptSucceeded.NAME,
        moments = Moment.POST_CHECK,
        permissions = {
            @Permission(group = "batch", resource = "jobs", verbs = "get", scope = Scope.NAMED_NAMESPACE),
            @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.NAMED_NAMESPACE)
        })
public record ScriptSucceeded() implements Check {

    static final String NAME = "script-succeeded";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.Script)
                || context.effect().isEmpty()) {
            return new CheckResult.Undetermined("it stands beside an action that runs no script");
        }
        var end = new JobEnd(context, context.effect().get(), ScriptJob.CONTAINER).await();
        if (end instanceof End.Complete) {
            return new CheckResult.Passed("exit code 0");
        }
        if (end instanceof End.Failed failed) {
            return new CheckResult.Failed("the script has failed" + failed.how());
        }
        if (end instanceof End.Deleted) {
            return new CheckResult.Failed("the Job of the script has been deleted by somebody");
        }
        if (end instanceof End.Running running) {
            return new CheckResult.Failed("the script is still running; a longer max-duration, or a shorter within,"
                    + " gives it an end in time" + running.waitsFor());
        }
        return new CheckResult.Undetermined(
                end instanceof End.Unread unread ? unread.why() : "it was cancelled while the script was running");
    }
}
