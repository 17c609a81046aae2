package dev.runproof.runtime.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterFeed;
import dev.runproof.runtime.cluster.Extent;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WatchEvent;
import dev.runproof.runtime.cluster.WatchEvent.Ended;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedWatchTest extends WatchContract {

    private static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);

    private final SimulatedCluster cluster =
            new SimulatedCluster(InstantSource.system(), List.of(CONFIG_MAPS), List.of());

    @Override
    Cluster cluster() {
        return cluster;
    }

    @Override
    ClusterFeed feed() {
        return cluster;
    }

    @Override
    void letTheServerSpeak() {
        cluster.bookmark();
    }

    @Override
    void letTheServerEndWatches() {
        cluster.endWatches(Optional.empty());
    }

    @Test
    void whatIsForgottenCannotBeWatchedFrom() {
        String version = cluster.snapshot(Extent.everywhere(CONFIG_MAPS)).version();
        cluster.addNamespace("more");
        cluster.compact();
        var events = new ArrayList<WatchEvent>();

        cluster.watch(Extent.everywhere(CONFIG_MAPS), version, events::add);

        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        Ended.class,
                        ended -> assertThat(ended.failure())
                                .get()
                                .extracting(Throwable::getMessage)
                                .asString()
                                .contains("too old resource version"));
    }
}
