package dev.runproof.executor;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.engine.Pause;
import dev.runproof.runtime.response.ResponseCatalogue;
import dev.runproof.runtime.transaction.TransactionCatalogue;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What the commands get from where they run.
 *
 * @param console where they print
 * @param catalogues the transactions
 * @param responses the responses
 * @param clusters opens the cluster of a kubeconfig file, or of the environment
 * @param clock the wall clock
 * @param nanos a monotonic clock in nanoseconds
 * @param pause lets time pass
 * @param holder the name under which this process works, which no other has
 * @param user who asks
 * @param environment the variables of the process, which name who is to be paged
 */
record Surroundings(
        Console console,
        Iterable<TransactionCatalogue> catalogues,
        Iterable<ResponseCatalogue> responses,
        Function<Optional<Path>, Cluster> clusters,
        InstantSource clock,
        LongSupplier nanos,
        Pause pause,
        String holder,
        String user,
        Map<String, String> environment) {

    Catalogue catalogue() {
        return new Catalogue(catalogues);
    }

    KnownResponses knownResponses() {
        return new KnownResponses(responses);
    }

    /** Whether a resident executor is alive; not, if the wait for its sign of life is interrupted. */
    boolean isAlive(Heartbeat heartbeat) {
        try {
            return heartbeat.isAlive(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
