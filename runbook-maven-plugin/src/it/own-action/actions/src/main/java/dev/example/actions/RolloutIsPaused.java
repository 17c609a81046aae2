package dev.example.actions;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.RunbookCheck;
import java.util.Optional;

/** The rollout of the Deployment is paused. */
@RunbookCheck(
        name = "rollout-is-paused",
        moments = RunbookCheck.Moment.POST_CHECK,
        permissions =
                @Permission(
                        group = "apps",
                        resource = "deployments",
                        verbs = "get",
                        scope = Permission.Scope.TARGET_NAMESPACE))
public record RolloutIsPaused() implements Check {

    @Override
    public String name() {
        return "rollout-is-paused";
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.Deployment target)) {
            return new CheckResult.Undetermined(context.target().key() + " is no Deployment");
        }
        return TargetKinds.find(target.of(), context.cluster())
                        .flatMap(found -> found.at("spec", "paused"))
                        .equals(Optional.of(true))
                ? new CheckResult.Passed()
                : new CheckResult.Failed("the rollout goes on");
    }
}
