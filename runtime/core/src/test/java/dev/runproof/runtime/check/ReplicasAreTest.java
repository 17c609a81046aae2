package dev.runproof.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.Shelf;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.value.DeploymentRef;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplicasAreTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final DeploymentRef WEB = DeploymentRef.parse("shop/web/aa");

    private final List<Duration> waits = new ArrayList<>();

    @Test
    void passesWhenTheControllerHasComeToTheNumber() {
        assertThat(run(web(0, Map.of("observedGeneration", 2)), 0)).isEqualTo(new CheckResult.Passed());
        assertThat(run(web(2, Map.of("observedGeneration", 2, "replicas", 2, "readyReplicas", 2)), 2))
                .isEqualTo(new CheckResult.Passed());
        assertThat(waits).isEmpty();
    }

    @Test
    void aStatusOfBeforeTellsNothing() {
        assertThat(run(web(0, Map.of("observedGeneration", 1)), 0))
                .isEqualTo(
                        new CheckResult.Undetermined("the controller of Deployments has not seen the new number yet"));
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void waitsForWhatIsNotThereOrNotReadyOrStillEnding() {
        assertThat(run(web(0, Map.of("observedGeneration", 2, "replicas", 1)), 0))
                .isEqualTo(
                        new CheckResult.Undetermined("of 0 replicas 1 are there and 0 ready, and 0 more are ending"));
        assertThat(run(web(2, Map.of("observedGeneration", 2, "replicas", 2, "readyReplicas", 1)), 2))
                .isInstanceOf(CheckResult.Undetermined.class);
        assertThat(run(web(0, Map.of("observedGeneration", 2, "terminatingReplicas", 1)), 0))
                .isInstanceOf(CheckResult.Undetermined.class);
    }

    @Test
    void failsWhereSomebodyHasChangedItAndSaysWho() {
        var changed = web(3, Map.of("observedGeneration", 2))
                .withAt(
                        List.of("metadata", "managedFields"),
                        Optional.of(List.of(Map.of(
                                "manager", "kustomize-controller",
                                "time", "2026-11-01T09:59:59Z",
                                "fieldsV1", Map.of("f:spec", Map.of("f:replicas", Map.of()))))));

        assertThat(run(changed, 0))
                .isEqualTo(new CheckResult.Failed("spec.replicas: 0 was written, 3 is there, by kustomize-controller at"
                        + " 2026-11-01T09:59:59Z"));
    }

    @Test
    void failsWhereTheDeploymentIsGone() {
        var another = web(0, Map.of("observedGeneration", 2)).withMetadata(Map.of("uid", "ab"));

        assertThat(run(another, 0)).isEqualTo(new CheckResult.Failed("the Deployment is gone"));
    }

    private CheckResult run(KubernetesObject now, int wanted) {
        ClusterReads cluster = Shelf.of(now);
        InstantSource clock = () -> NOW.plus(waits.stream().reduce(Duration.ZERO, Duration::plus));
        return new ReplicasAre()
                .run(new CheckContext(
                        new ContainmentTarget.Deployment(WEB),
                        cluster,
                        new Namespace("runproof"),
                        NOW.plus(Duration.ofSeconds(30)),
                        Sources.NONE,
                        clock,
                        waits::add,
                        Optional.of(web(wanted, Map.of())),
                        Baseline.NONE,
                        NOW));
    }

    private static KubernetesObject web(int replicas, Map<String, ?> status) {
        return KubernetesObject.of(
                        TargetKinds.refOf(WEB),
                        Map.of(),
                        Map.of(),
                        Map.of("spec", Map.of("replicas", replicas), "status", status))
                .withMetadata(Map.of("uid", "aa", "generation", 2));
    }
}
