package dev.runproof.runtime.contract;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.simulated.TestCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesEngineContractTest extends EngineContract {

    private KubernetesCluster cluster;

    @BeforeAll
    void connect() {
        cluster = TestCluster.real(KubernetesEngineContractTest.class);
        ContainmentDefinition.install(cluster);
    }

    @AfterAll
    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Override
    Cluster cluster() {
        return cluster;
    }

    @Override
    Cluster editor() {
        return cluster.writingAs("kubectl-edit");
    }
}
