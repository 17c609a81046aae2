package dev.example.runbooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentRules;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.simulated.SimulatedCluster;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.Namespace;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The transaction of the runbook, against the API server in memory. */
class PauseBadReleaseTest {

    private static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);
    private static final ObjectRef WEB = new ObjectRef(TargetKinds.DEPLOYMENTS, "shop", "web");
    private static final InputTexts TEXTS = InputTexts.of(Map.of("workload", "shop/web"));

    private final SimulatedCluster cluster = new SimulatedCluster(
            InstantSource.system(),
            List.of(
                    Containment.KIND,
                    Heartbeat.KIND,
                    CONFIG_MAPS,
                    TargetKinds.DEPLOYMENTS,
                    new ResourceKind("", "v1", "Node", "nodes", false),
                    new ResourceKind("", "v1", "Pod", "pods", true),
                    new ResourceKind("", "v1", "Service", "services", true),
                    new ResourceKind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true)),
            List.of(ContainmentRules::refusal));

    private final Engine engine =
            new Engine(cluster, EngineTime.real(), "test", new Namespace("runproof"), event -> {});

    @BeforeEach
    void aShop() {
        cluster.addNamespace("runproof");
        cluster.addNamespace("shop");
        create(
                new ObjectRef(CONFIG_MAPS, "runproof", "runproof-protected"),
                Map.of("data", Map.of("addresses", "192.0.2.0/24\n")));
        create(WEB, Map.of("spec", Map.of("replicas", 3L)));
    }

    private void create(ObjectRef ref, Map<String, ?> fields) {
        cluster.create(KubernetesObject.of(ref, Map.of(), Map.of(), fields), WriteMode.COMMIT);
    }

    private Optional<Object> paused() {
        return cluster.get(WEB).orElseThrow().at("spec", "paused");
    }

    @Test
    void pausesAndLetsGoOn() {
        var audited = engine.run(new PauseBadRelease(), TEXTS, Mode.AUDIT, new Incident("TEST-1"));
        assertEquals(Outcome.AUDITED, audited.outcome(), audited::toString);
        assertEquals(Optional.empty(), paused());

        var contained = engine.run(new PauseBadRelease(), TEXTS, Mode.ENFORCE, new Incident("TEST-1"));
        assertEquals(Outcome.CONTAINED, contained.outcome(), contained::toString);
        assertEquals(Optional.of(true), paused());

        engine.release(contained.containment().orElseThrow(), "somebody");
        assertEquals(Optional.empty(), paused());
    }
}
