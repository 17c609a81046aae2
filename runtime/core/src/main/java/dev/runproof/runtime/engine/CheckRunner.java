package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import java.time.Instant;

/** Runs checks and tells what they saw. A check that throws has found nothing out. */
final class CheckRunner {

    private final EngineContext context;
    private final ContainmentTarget target;

    CheckRunner(EngineContext context, ContainmentTarget target) {
        this.context = context;
        this.target = target;
    }

    CheckResult run(Check check, Moment moment, Instant deadline) {
        CheckResult result;
        try {
            result = check.run(new CheckContext(target, context.cluster(), context.ownNamespace(), deadline));
        } catch (ClusterException e) {
            result = new CheckResult.Undetermined(e.getMessage());
        } catch (RuntimeException e) {
            result = new CheckResult.Undetermined("the check itself failed with " + e);
        }
        context.tell(new EngineEvent.Checked(context.now(), moment, check.name(), result));
        return result;
    }
}
