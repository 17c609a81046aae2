package dev.runproof.runtime.response;

import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.response.ResponseRun.Progress;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.transaction.WrappedTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The transaction of a step, which begins only while the run is held by who begins it: an executor that has slept since it
 * recorded the step is told so before it changes anything.
 *
 * @param <I> its inputs
 * @param transaction the transaction
 * @param fence the check that stands before all others
 */
record Fenced<I extends Record>(SafetyTransaction<I> transaction, Check fence) implements WrappedTransaction<I> {

    static <I extends Record> Fenced<I> of(SafetyTransaction<I> transaction, ObjectRef run, Progress held) {
        return new Fenced<>(transaction, new RunIsHeld(run, held.holder(), held.epoch()));
    }

    /** The run is still held as it was. */
    private record RunIsHeld(ObjectRef run, String holder, long epoch) implements Check {

        @Override
        public String name() {
            return "run-is-held";
        }

        @Override
        public CheckResult run(CheckContext context) {
            Optional<Progress> now =
                    context.cluster().get(run).map(ResponseRun::of).map(ResponseRun::progress);
            boolean held = now.filter(progress -> progress.epoch() == epoch
                            && progress.holder().equals(holder)
                            && progress.state() == RunState.RUNNING)
                    .isPresent();
            return held
                    ? new CheckResult.Passed()
                    : new CheckResult.Failed("run " + run.name() + " has been taken from " + holder + " or deleted");
        }
    }

    @Override
    public List<Check> preChecks(I inputs) {
        var checks = new ArrayList<Check>();
        checks.add(fence);
        checks.addAll(transaction.preChecks(inputs));
        return checks;
    }
}
