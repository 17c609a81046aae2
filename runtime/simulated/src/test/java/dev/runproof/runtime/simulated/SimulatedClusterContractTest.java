package dev.runproof.runtime.simulated;

import dev.runproof.runtime.cluster.Cluster;
import java.time.InstantSource;
import java.util.List;

class SimulatedClusterContractTest extends ClusterContract {

    private final SimulatedCluster cluster =
            new SimulatedCluster(InstantSource.system(), List.of(CONFIG_MAPS, NETWORK_POLICIES, POLICIES), List.of());

    @Override
    Cluster cluster() {
        return cluster;
    }

    @Override
    Cluster writingAs(String manager) {
        return cluster.writingAs(manager);
    }
}
