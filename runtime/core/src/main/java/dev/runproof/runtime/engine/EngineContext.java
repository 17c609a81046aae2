package dev.runproof.runtime.engine;

import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What everything that works on one containment shares.
 *
 * @param cluster the way to the cluster, through the gate
 * @param clock the time
 * @param pause waits between tries
 * @param events who is told
 * @param ownNamespace where the records are
 * @param holder who works; another name for each run
 * @param process with what the name of each run of this process begins
 * @param running the names of the runs of this process that are not over
 * @param cancellation the interruption of this run
 * @param sources where checks look beside the API server
 */
record EngineContext(
        GatedCluster cluster,
        InstantSource clock,
        Pause pause,
        Consumer<EngineEvent> events,
        Namespace ownNamespace,
        String holder,
        String process,
        Set<String> running,
        Cancellation cancellation,
        Sources sources) {

    /** The same for what takes something back. */
    EngineContext undoing() {
        return new EngineContext(
                cluster.undoing(), clock, pause, events, ownNamespace, holder, process, running, cancellation, sources);
    }

    /** The time, as records have it: a record that is read back has to equal the one that was written. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Whether the holder of a record may still be at work. Other processes are believed until the time that they have
     * written there is over; a run of this one is known to be over when it is.
     */
    boolean isAtWork(Containment containment) {
        if (isOverHere(containment.progress().holder())) {
            return false;
        }
        return containment.heldUntil().filter(until -> until.isAfter(now())).isPresent();
    }

    /** Whether somebody is a run of this process that is over. */
    boolean isOverHere(String who) {
        return who.startsWith(process) && !running.contains(who);
    }

    /** An object as the mirror has it; one that has heard nothing for too long is not asked. */
    Optional<KubernetesObject> glance(ObjectRef ref) {
        if (sources.mirror().isPresent()) {
            try {
                return sources.mirror().get().get(ref);
            } catch (ClusterException ignored) {
                // The cluster itself tells.
            }
        }
        return cluster.get(ref);
    }

    void tell(EngineEvent event) {
        try {
            events.accept(event);
        } catch (RuntimeException ignored) {
            // A front end that cannot print must not stop a transaction half way, and the library itself does not log.
        }
    }

    /** Waits for a check; false if the run is cancelled. */
    boolean waits(Duration duration) {
        try {
            pause.pause(duration);
        } catch (InterruptedException e) {
            cancellation.request();
        }
        return !cancellation.requested();
    }
}
