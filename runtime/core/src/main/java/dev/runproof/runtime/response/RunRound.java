package dev.runproof.runtime.response;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of going round all runs.
 *
 * @param results what came of those on which something was due
 * @param problems what could not be done or found out, in sentences for people
 * @param next when something is due next, as far as it is known; empty if nothing is
 */
public record RunRound(List<ResponseResult> results, List<String> problems, Optional<Instant> next) {

    /** Copies the lists. */
    public RunRound {
        results = List.copyOf(results);
        problems = List.copyOf(problems);
    }
}
