package dev.runproof.runtime.contract;

import dev.runproof.runtime.cluster.ClusterFeed;
import dev.runproof.runtime.cluster.Extent;
import dev.runproof.runtime.cluster.Watch;
import dev.runproof.runtime.cluster.WatchEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How often each policy was made, as the server itself has seen it. */
final class Effects implements AutoCloseable {

    private final Map<String, Set<String>> made = new TreeMap<>();
    private final Watch watch;

    /** Counts from now on. */
    Effects(ClusterFeed server, String namespace) {
        var extent = new Extent(Simulation.POLICIES, namespace);
        watch = server.watch(extent, server.snapshot(extent).version(), this::note);
    }

    private void note(WatchEvent event) {
        if (event instanceof WatchEvent.Stored stored) {
            var policy = stored.object();
            made.computeIfAbsent(policy.ref().name(), name -> new HashSet<>()).add(policy.uid());
        }
    }

    /** How many objects of each name were made. */
    int most() {
        return made.values().stream().mapToInt(Set::size).max().orElse(0);
    }

    @Override
    public void close() {
        watch.close();
    }
}
