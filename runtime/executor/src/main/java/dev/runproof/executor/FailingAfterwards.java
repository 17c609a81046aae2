package dev.runproof.executor;

import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.transaction.WrappedTransaction;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction with one more post-check, which fails.
 *
 * @param <I> its inputs
 * @param transaction the transaction
 */
record FailingAfterwards<I extends Record>(SafetyTransaction<I> transaction) implements WrappedTransaction<I> {

    /** The check that fails. */
    private record DemoFailure() implements Check {
        @Override
        public String name() {
            return "demo-failure";
        }

        @Override
        public CheckResult run(CheckContext context) {
            return new CheckResult.Failed("the demonstration wants it so");
        }
    }

    @Override
    public List<Check> postChecks(I inputs) {
        var checks = new ArrayList<>(transaction.postChecks(inputs));
        checks.add(new DemoFailure());
        return checks;
    }
}
