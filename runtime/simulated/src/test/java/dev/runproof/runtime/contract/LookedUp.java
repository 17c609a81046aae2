package dev.runproof.runtime.contract;

import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Lookup;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.transaction.WrappedTransaction;
import java.util.List;
import java.util.Map;

/**
 * A transaction that is given something else than what it is about, and looks that up.
 *
 * @param given what it is given
 * @param lookup what it looks up
 * @param input the input of the other transaction that this is
 */
record LookedUp<I extends Record>(SafetyTransaction<I> transaction, InputDeclaration given, Lookup lookup, String input)
        implements WrappedTransaction<I> {

    @Override
    public List<InputDeclaration> inputs() {
        return List.of(given);
    }

    @Override
    public List<Lookup> lookups() {
        return List.of(lookup);
    }

    @Override
    public I read(InputTexts texts) {
        texts.only(inputs(), lookups()).read(given, text -> text);
        return transaction.read(InputTexts.of(Map.of(input, texts.looked(lookup, text -> text))));
    }
}
