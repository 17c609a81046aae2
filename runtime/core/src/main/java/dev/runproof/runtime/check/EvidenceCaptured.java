package dev.runproof.runtime.check;

import dev.runproof.runtime.action.CaptureEvidence;
import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.JobEnd.End;
import dev.runproof.runtime.evidence.Receipt;
import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.value.IfUnknown;
import java.util.Optional;

/**
 * The evidence is stored: the Job that collects it has ended, and has said what its manifest is. The checksum of the manifest goes
 * into the record, with what could not be had.
 *
 * <p>It waits for that, for two thirds of the time that is left. It fails if the Job fails, runs on until then or is deleted, and with
 * {@code if-incomplete: refuse} if anything that was wanted could not be had.
 *
 * @param ifIncomplete whether evidence with gaps will do
 */
@RunbookCheck(
        name = EvidenceCaptured.NAME,
        moments = Moment.POST_CHECK,
        permissions = {
            @Permission(group = "batch", resource = "jobs", verbs = "get", scope = Scope.NAMED_NAMESPACE),
            @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.NAMED_NAMESPACE)
        })
public record EvidenceCaptured(@Default("allow") IfUnknown ifIncomplete) implements Check {

    static final String NAME = "evidence-captured";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.Evidence)
                || context.effect().isEmpty()) {
            return new CheckResult.Undetermined("it stands beside an action that captures no evidence");
        }
        var end = new JobEnd(context, context.effect().get(), CaptureEvidence.CONTAINER).awaitWithMessage();
        if (end instanceof End.Complete complete) {
            return ended(complete.message());
        }
        if (end instanceof End.Failed failed) {
            return new CheckResult.Failed("collecting has failed" + failed.how());
        }
        if (end instanceof End.Deleted) {
            return new CheckResult.Failed("the Job that collects has been deleted by somebody");
        }
        if (end instanceof End.Running running) {
            return new CheckResult.Failed("the collector is still at work; a longer max-duration, or a shorter within,"
                    + " gives it an end in time" + running.waitsFor());
        }
        return new CheckResult.Undetermined(
                end instanceof End.Unread unread ? unread.why() : "it was cancelled while evidence was collected");
    }

    private CheckResult ended(String message) {
        Optional<Receipt> receipt = Receipt.read(message);
        if (receipt.isEmpty()) {
            return new CheckResult.Undetermined("the collector has ended, and what it said of the evidence cannot be"
                    + " read: look into the store, and compare the manifest there with its log");
        }
        return ifIncomplete == IfUnknown.REFUSE && !receipt.get().gaps().isEmpty()
                ? new CheckResult.Failed("the evidence is not complete, as it was to be; "
                        + receipt.get().text())
                : new CheckResult.Passed(receipt.get().text());
    }
}
