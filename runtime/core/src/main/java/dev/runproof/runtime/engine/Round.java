package dev.runproof.runtime.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of going round all records.
 *
 * @param results what came of those on which something was due
 * @param problems what could not be done or found out, in sentences for people; the same ones each time as long as they
 *     last
 * @param next when something is due next, as far as it is known; empty if nothing is
 */
public record Round(List<TransactionResult> results, List<String> problems, Optional<Instant> next) {

    /** Copies the lists. */
    public Round {
        results = List.copyOf(results);
        problems = List.copyOf(problems);
    }
}
