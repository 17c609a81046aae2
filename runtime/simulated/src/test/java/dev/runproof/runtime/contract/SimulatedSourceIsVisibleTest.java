package dev.runproof.runtime.contract;

import dev.runproof.runtime.cluster.Cluster;

class SimulatedSourceIsVisibleTest extends SourceIsVisibleContract {

    private final Cluster cluster = Simulation.cluster(new VirtualTime());

    @Override
    Cluster cluster() {
        return cluster;
    }
}
