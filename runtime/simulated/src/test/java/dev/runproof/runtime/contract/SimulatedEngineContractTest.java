package dev.runproof.runtime.contract;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.simulated.SimulatedCluster;
import java.time.InstantSource;

class SimulatedEngineContractTest extends EngineContract {

    private final SimulatedCluster cluster = Simulation.cluster(InstantSource.system());

    @Override
    Cluster cluster() {
        return cluster;
    }

    @Override
    Cluster editor() {
        return cluster.writingAs("kubectl-edit");
    }
}
