package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * What a check may look at.
 *
 * @param target the target of the action that the check stands beside
 * @param cluster for reads of the target itself, each a quorum read
 * @param ownNamespace the namespace of the runtime, where its records and lists are
 * @param deadline the time by which the transaction has to be contained
 * @param sources where else to look
 * @param clock the time
 * @param waiting lets the check look again
 * @param effect the object that is the effect, as it was made; empty before that
 * @param baseline what the check saw before
 * @param episodeBegan when what is being contained began, as far as is known: now at the latest
 * @param saidToBegin when the incident began, as whoever has told of it says; empty if nobody does
 * @param foreseen in a rehearsal of a response, what its earlier steps would have contained by now
 */
public record CheckContext(
        ContainmentTarget target,
        ClusterReads cluster,
        Namespace ownNamespace,
        Instant deadline,
        Sources sources,
        InstantSource clock,
        Waiting waiting,
        Optional<KubernetesObject> effect,
        Baseline baseline,
        Instant episodeBegan,
        Optional<Instant> saidToBegin,
        Set<ContainmentTarget> foreseen) {

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    /** Copies the set. */
    public CheckContext {
        foreseen = Set.copyOf(foreseen);
    }

    /**
     * Of an incident of which nobody says when it began, and no rehearsal of a response.
     *
     * @param target the target
     * @param cluster for reads
     * @param ownNamespace the namespace of the runtime
     * @param deadline the time by which the transaction has to be contained
     * @param sources where else to look
     * @param clock the time
     * @param waiting lets the check look again
     * @param effect the object that is the effect
     * @param baseline what the check saw before
     * @param episodeBegan when what is being contained began
     */
    public CheckContext(
            ContainmentTarget target,
            ClusterReads cluster,
            Namespace ownNamespace,
            Instant deadline,
            Sources sources,
            InstantSource clock,
            Waiting waiting,
            Optional<KubernetesObject> effect,
            Baseline baseline,
            Instant episodeBegan) {
        this(
                target,
                cluster,
                ownNamespace,
                deadline,
                sources,
                clock,
                waiting,
                effect,
                baseline,
                episodeBegan,
                Optional.empty(),
                Set.of());
    }

    /**
     * Before a change, with nothing to look at but the cluster, and no waiting.
     *
     * @param target the target
     * @param cluster for reads
     * @param ownNamespace the namespace of the runtime
     * @param deadline the time by which the transaction has to be contained
     */
    public CheckContext(ContainmentTarget target, ClusterReads cluster, Namespace ownNamespace, Instant deadline) {
        this(
                target,
                cluster,
                ownNamespace,
                deadline,
                Sources.NONE,
                InstantSource.system(),
                duration -> false,
                Optional.empty(),
                Baseline.NONE,
                Instant.now());
    }

    /**
     * For reads of what is around the target, such as all Services: a mirror where there is one, else the cluster. What a
     * mirror has is some seconds old at most; one that is older fails, as a cluster that cannot be reached does.
     */
    public ClusterReads surroundings() {
        return sources.mirror().orElse(cluster);
    }

    /**
     * Until when a check may look: two thirds of the time that is left, as what is found out at the deadline itself comes
     * too late for the record.
     */
    Instant patience() {
        Instant now = clock.instant();
        return now.isBefore(deadline)
                ? now.plus(Duration.between(now, deadline).multipliedBy(2).dividedBy(3))
                : now;
    }

    /**
     * Asks Prometheus, for some seconds at most and no longer than there is patience.
     *
     * @param query in PromQL
     * @param at the time that it is asked about
     * @param what it is asked for, in words
     * @return what was measured, or why nobody knows
     */
    Metrics.Answer measured(String query, Instant at, String what) {
        if (sources.metrics().isEmpty()) {
            return new Metrics.Answer.Unknown("no Prometheus is given to ask for " + what);
        }
        Duration left = Duration.between(clock.instant(), patience());
        return left.isNegative() || left.isZero()
                ? new Metrics.Answer.Unknown("no time is left to ask Prometheus")
                : sources.metrics().get().query(query, at, left.compareTo(LONGEST_LOOK) < 0 ? left : LONGEST_LOOK);
    }
}
