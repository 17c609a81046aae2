package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.value.Namespace;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The sign of life of the resident executors of a namespace: the Lease {@value #NAME}, which each of them renews. It is no
 * lock, and nothing is recovered from it; whoever is about to contain something that expires asks it whether somebody
 * will be there to undo it. Thread-safe.
 */
public final class Heartbeat {

    /** The kind of the sign of life. */
    public static final ResourceKind KIND = new ResourceKind("coordination.k8s.io", "v1", "Lease", "leases", true);

    /** The name of the sign of life. */
    public static final String NAME = "runproof-serve";

    /** How often it is to be renewed. */
    public static final Duration INTERVAL = Duration.ofSeconds(15);

    /** How old it may be. */
    public static final Duration LONGEST_AGE = Duration.ofSeconds(60);

    /** A server takes six digits of a second and no other number of them. */
    private static final DateTimeFormatter MICRO_TIME =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

    private final Cluster cluster;
    private final InstantSource clock;
    private final ObjectRef ref;

    /**
     * Looks at a namespace.
     *
     * @param cluster the way to the cluster
     * @param clock the wall clock
     * @param ownNamespace where the records are
     */
    public Heartbeat(Cluster cluster, InstantSource clock, Namespace ownNamespace) {
        this.cluster = cluster;
        this.clock = clock;
        this.ref = new ObjectRef(KIND, ownNamespace.name(), NAME);
    }

    /**
     * Renews it. One that another has renewed at the same moment is as good.
     *
     * @param holder who is alive
     * @throws ClusterException if it cannot be written
     */
    public void beat(String holder) {
        try {
            Optional<KubernetesObject> stored = cluster.get(ref);
            if (stored.isPresent()) {
                cluster.replace(stored.get().with("spec", spec(holder)), WriteMode.COMMIT);
            } else {
                var labels = Map.of(Stamp.MANAGED_BY, Stamp.MANAGER);
                cluster.create(
                        KubernetesObject.of(ref, labels, Map.of(), Map.of("spec", spec(holder))), WriteMode.COMMIT);
            }
        } catch (ClusterException e) {
            if (e.reason() != Reason.CONFLICT && e.reason() != Reason.ALREADY_EXISTS) {
                throw e;
            }
        }
    }

    private Map<String, Object> spec(String holder) {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("holderIdentity", holder);
        spec.put("leaseDurationSeconds", LONGEST_AGE.toSeconds());
        spec.put("renewTime", MICRO_TIME.format(clock.instant()));
        return spec;
    }

    /**
     * Whether a resident executor is alive, as far as both clocks agree. Where the sign of life looks too old, it is
     * looked at again after more than an {@link #INTERVAL}: one that has moved meanwhile is alive, whatever the clocks say.
     *
     * @param pause waits
     * @return whether one is
     * @throws ClusterException if it cannot be read
     * @throws InterruptedException if the wait is interrupted
     */
    public boolean isAlive(Pause pause) throws InterruptedException {
        Optional<KubernetesObject> first = cluster.get(ref);
        if (first.isEmpty()) {
            return false;
        }
        if (isRecent(first.get())) {
            return true;
        }
        pause.pause(INTERVAL.plusSeconds(5));
        return cluster.get(ref)
                .filter(second ->
                        !second.text("spec", "renewTime").equals(first.get().text("spec", "renewTime")))
                .isPresent();
    }

    private boolean isRecent(KubernetesObject lease) {
        try {
            Optional<Instant> renewed = lease.text("spec", "renewTime").map(Instant::parse);
            return renewed.filter(
                            at -> Duration.between(at, clock.instant()).abs().compareTo(LONGEST_AGE) < 0)
                    .isPresent();
        } catch (DateTimeException e) {
            return false;
        }
    }
}
