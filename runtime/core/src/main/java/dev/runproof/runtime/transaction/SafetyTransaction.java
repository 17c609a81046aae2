package dev.runproof.runtime.transaction;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.check.Check;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One effect on one target, with the checks around it, its deadline and its end.
 *
 * <p>The compiler writes one final class for each transaction block; nothing in it is found by reflection. Instances have
 * no state and may be used by several threads.
 *
 * @param <I> the inputs, a record with one component each
 */
public interface SafetyTransaction<I extends Record> {

    /** The name in the runbook, unique in a catalogue, such as {@code block-source}. */
    String name();

    /** Where it was written. */
    Origin origin();

    /** What it takes, in the order of the runbook. */
    List<InputDeclaration> inputs();

    /** What is looked up for it before it begins, and read beside its inputs. */
    default List<Lookup> lookups() {
        return List.of();
    }

    /**
     * Reads the inputs.
     *
     * @param texts the text of each input, and of what was looked up
     * @return typed inputs
     * @throws InvalidInputException if one is missing, unknown, or not a value of its type
     */
    I read(InputTexts texts);

    /** What is done. */
    Action action(I inputs);

    /** What has to hold before anything is changed, in order. */
    List<Check> preChecks(I inputs);

    /** What has to hold after it, in order. */
    List<Check> postChecks(I inputs);

    /** The time from the durable intent to the verified containment; undoing has as much again. */
    Duration maxDuration();

    /** When and how it ends. */
    Expiry expiry();

    /** Why it is done although undoing does not bring back what was there; empty if it does. */
    default Optional<String> irreversible() {
        return Optional.empty();
    }
}
