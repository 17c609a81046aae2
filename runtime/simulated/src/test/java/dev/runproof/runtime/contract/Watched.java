package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.check.Baseline;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Lookup;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.transaction.WrappedTransaction;
import java.util.List;

/**
 * A transaction of which it is known what its action, each of its checks and each of its lookups asks a cluster: all by the names of
 * their classes. What the engine asks for the action counts as the action's.
 *
 * @param name the name that it goes by
 * @param asked the way to the cluster
 */
record Watched<I extends Record>(String name, SafetyTransaction<I> transaction, Asked asked)
        implements WrappedTransaction<I> {

    @Override
    public List<Lookup> lookups() {
        return transaction.lookups().stream()
                .<Lookup>map(lookup -> new Named(lookup, asked))
                .toList();
    }

    @Override
    public Action action(I inputs) {
        Action action = transaction.action(inputs);
        asked.mostlyBy(action.getClass().getName());
        return action;
    }

    @Override
    public List<Check> preChecks(I inputs) {
        return transaction.preChecks(inputs).stream()
                .map(check -> watch(check, asked))
                .toList();
    }

    @Override
    public List<Check> postChecks(I inputs) {
        return transaction.postChecks(inputs).stream()
                .map(check -> watch(check, asked))
                .toList();
    }

    /** A check of which it is known what it asks. */
    static Check watch(Check check, Asked asked) {
        return new Looking(check, asked);
    }

    private record Looking(Check check, Asked asked) implements Check {

        @Override
        public String name() {
            return check.name();
        }

        @Override
        public Baseline before(CheckContext context) {
            return asked.by(check.getClass(), () -> check.before(context));
        }

        @Override
        public CheckResult run(CheckContext context) {
            return asked.by(check.getClass(), () -> check.run(context));
        }
    }

    private record Named(Lookup lookup, Asked asked) implements Lookup {

        @Override
        public String name() {
            return lookup.name();
        }

        @Override
        public String read(InputTexts inputs, ClusterReads cluster) throws UnresolvedException {
            return asked.by(lookup.getClass(), () -> lookup.read(inputs, cluster));
        }
    }
}
