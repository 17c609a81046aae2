package dev.runproof.runtime.contract;

import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterMirror;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.engine.ResidentMirror;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Namespace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract on a real cluster, by executors that look at a mirror of it, which is always a little behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MirroredEngineContractTest extends EngineContract {

    private final List<ClusterMirror> mirrors = new ArrayList<>();
    private KubernetesCluster cluster;

    @BeforeAll
    void connect() {
        cluster = TestCluster.real(MirroredEngineContractTest.class);
        ContainmentDefinition.install(cluster);
    }

    @AfterEach
    void closeMirrors() {
        mirrors.forEach(ClusterMirror::close);
        mirrors.clear();
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

    @Override
    Sources sources(Namespace own) {
        var mirror = ResidentMirror.of(cluster, own);
        mirrors.add(mirror);
        return Sources.NONE.withMirror(mirror);
    }
}
