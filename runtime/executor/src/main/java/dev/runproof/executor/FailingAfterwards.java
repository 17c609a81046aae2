package dev.runproof.executor;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction with one more post-check, which fails.
 *
 * @param <I> its inputs
 * @param transaction the transaction
 */
record FailingAfterwards<I extends Record>(SafetyTransaction<I> transaction) implements SafetyTransaction<I> {

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
    public String name() {
        return transaction.name();
    }

    @Override
    public Origin origin() {
        return transaction.origin();
    }

    @Override
    public List<InputDeclaration> inputs() {
        return transaction.inputs();
    }

    @Override
    public I read(InputTexts texts) {
        return transaction.read(texts);
    }

    @Override
    public Action action(I inputs) {
        return transaction.action(inputs);
    }

    @Override
    public List<Check> preChecks(I inputs) {
        return transaction.preChecks(inputs);
    }

    @Override
    public List<Check> postChecks(I inputs) {
        var checks = new ArrayList<>(transaction.postChecks(inputs));
        checks.add(new DemoFailure());
        return checks;
    }

    @Override
    public Duration maxDuration() {
        return transaction.maxDuration();
    }

    @Override
    public Expiry expiry() {
        return transaction.expiry();
    }
}
