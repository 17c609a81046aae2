package dev.runproof.compiler.transaction;

import dev.runproof.compiler.source.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A transaction of which every name is known and every value fits.
 *
 * @param name its name: lower case words joined by hyphens, at most 63 characters
 * @param nameSpan where its name stands
 * @param block where it was written
 * @param inputs what it takes, in the order of the block
 * @param action what is done
 * @param preChecks what has to hold before
 * @param postChecks what has to hold after
 * @param maxDuration the time from intent to containment, at most a day
 * @param expiry how it ends
 * @param irreversible why it is done although it cannot be undone; there if, and only if, its action cannot
 * @param places where its parts stand
 */
public record Transaction(
        String name,
        Span nameSpan,
        TransactionBlock block,
        List<Input> inputs,
        ActionCall action,
        List<CheckCall> preChecks,
        List<CheckCall> postChecks,
        Duration maxDuration,
        Expiry expiry,
        Optional<String> irreversible,
        TransactionPlaces places) {

    /** Takes the lists as they are now. */
    public Transaction {
        inputs = List.copyOf(inputs);
        preChecks = List.copyOf(preChecks);
        postChecks = List.copyOf(postChecks);
    }

    /** What is looked up before it begins, each once, in the order in which it is named. */
    public List<Argument.Looked> lookups() {
        return Stream.of(
                        action.arguments().stream(),
                        Stream.concat(preChecks.stream(), postChecks.stream())
                                .flatMap(check -> check.arguments().stream()))
                .flatMap(arguments -> arguments)
                .filter(Argument.Looked.class::isInstance)
                .map(Argument.Looked.class::cast)
                .distinct()
                .toList();
    }
}
