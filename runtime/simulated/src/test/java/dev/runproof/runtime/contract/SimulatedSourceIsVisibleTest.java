package dev.runproof.runtime.contract;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

class SimulatedSourceIsVisibleTest extends SourceIsVisibleContract {

    private final Cluster cluster = Simulation.cluster(new VirtualTime());

    @BeforeEach
    void addNode() {
        var addresses = List.of(
                Map.of("type", "Hostname", "address", "node-1"), Map.of("type", "InternalIP", "address", "192.0.2.1"));
        var status = Map.of("status", Map.of("addresses", addresses));
        var node = new ObjectRef(Simulation.NODES, "", "node-1");
        cluster.create(KubernetesObject.of(node, Map.of(), Map.of(), status), WriteMode.COMMIT);
    }

    @Override
    Cluster cluster() {
        return cluster;
    }
}
