package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.probe.NodeProbes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Looks whether the kernel of any node still denies what a policy denied that has been taken back. */
public final class PolicyTraces {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    private final ClusterReads cluster;
    private final Sources sources;
    private final InstantSource clock;
    private final Waiting waiting;

    /**
     * Prepares to look.
     *
     * @param cluster for reads
     * @param sources where else to look
     * @param clock the time
     * @param waiting lets it look again
     */
    public PolicyTraces(ClusterReads cluster, Sources sources, InstantSource clock, Waiting waiting) {
        this.cluster = cluster;
        this.sources = sources;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * Looks until nothing is left, for at most five seconds, and half of the time that there is. Without probes it does not
     * look.
     *
     * @param target the target that is free again
     * @param deadline when everything has to be done
     * @return what is left, in a sentence for people; empty if nothing is, or nobody can tell
     */
    public Optional<String> leftOf(ContainmentTarget target, Instant deadline) {
        Optional<NodeProbes> probes = sources.nodeProbes();
        if (probes.isEmpty() || !(target instanceof ContainmentTarget.Network address)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Duration half = Duration.between(now, deadline).dividedBy(2);
        Instant until = now.plus(half.compareTo(LONGEST) < 0 ? half : LONGEST);
        Duration pause = FIRST_PAUSE;
        while (true) {
            Optional<String> left = look(probes.get(), address);
            if (left.isEmpty() || clock.instant().plus(pause).isAfter(until) || !waiting.pause(pause)) {
                return left;
            }
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    private Optional<String> look(NodeProbes probes, ContainmentTarget.Network target) {
        try {
            var pods = PodsByNode.of(cluster, target.namespace());
            var census = Census.take(probes, pods, target, EnforcementLadder.PROBE_TIMEOUT);
            return census.trace()
                    .map(trace -> trace + ", although the policy is deleted: another policy denies it, or the entry is"
                            + " stale")
                    .or(() -> census.gaps().stream()
                            .findFirst()
                            .map(gap -> "whether the entries are gone from all nodes could not be seen: " + gap));
        } catch (ClusterException e) {
            return Optional.of("whether the entries are gone from all nodes could not be seen: " + e.getMessage());
        }
    }
}
