package dev.runproof.compiler.validation;

import dev.runproof.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * What {@code validations.yaml} says about one runbook.
 *
 * @param key the runbook's slug, where it is written
 * @param records its validations, in their order
 * @param pending a change of it that is still to be validated
 */
public record Evidence(Span key, List<Validation> records, Optional<Pending> pending) {

    /** Takes the list as it is now. */
    public Evidence {
        records = List.copyOf(records);
    }

    /** The newest validation; of several of one day the one written last. */
    public Optional<Validation> newest() {
        return records.stream()
                .reduce((one, later) -> one.day().value().isAfter(later.day().value()) ? one : later);
    }
}
