package dev.runproof.compiler.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a request is tried, and how long is waited between: twice as long each time, and not by all at the same time.
 *
 * @param tries how often in all
 * @param first about how long is waited before the second try
 * @param longest how long is waited at most; a server that asks for more is asked no more
 * @param random by how much less is waited, up to a half
 */
record Patience(int tries, Duration first, Duration longest, RandomGenerator random) {

    /** How long to wait after so many tries. */
    Duration after(int done) {
        long doubled = first.toMillis() << Math.min(done - 1, 20);
        long most = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(most / 2 + Math.round(random.nextDouble() * (most - most / 2)));
    }
}
