package dev.runproof.runtime.response;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.transaction.InputTexts;

/** What a response is about. The {@code only-if} checks of its steps look at that, and at nothing else. */
@FunctionalInterface
public interface Subject {

    /**
     * Reads it from the inputs.
     *
     * @param inputs the inputs of the response
     * @return what it is about
     * @throws dev.runproof.runtime.transaction.InvalidInputException if an input is missing or not a value of its type
     */
    ContainmentTarget of(InputTexts inputs);
}
