package dev.runproof.runtime.transaction;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.check.Check;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A transaction that is another one but for what it says itself.
 *
 * @param <I> the inputs of the other one
 */
public interface WrappedTransaction<I extends Record> extends SafetyTransaction<I> {

    /** The other one. */
    SafetyTransaction<I> transaction();

    @Override
    default String name() {
        return transaction().name();
    }

    @Override
    default Origin origin() {
        return transaction().origin();
    }

    @Override
    default List<InputDeclaration> inputs() {
        return transaction().inputs();
    }

    @Override
    default List<Lookup> lookups() {
        return transaction().lookups();
    }

    @Override
    default I read(InputTexts texts) {
        return transaction().read(texts);
    }

    @Override
    default Action action(I inputs) {
        return transaction().action(inputs);
    }

    @Override
    default List<Check> preChecks(I inputs) {
        return transaction().preChecks(inputs);
    }

    @Override
    default List<Check> postChecks(I inputs) {
        return transaction().postChecks(inputs);
    }

    @Override
    default Duration maxDuration() {
        return transaction().maxDuration();
    }

    @Override
    default Expiry expiry() {
        return transaction().expiry();
    }

    @Override
    default Optional<String> irreversible() {
        return transaction().irreversible();
    }
}
