package dev.runproof.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.Shelf;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodGoneTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final PodRef POD = PodRef.parse("shop/web-0/aa");
    private static final String UNTIL = "2026-11-01T10:00:30Z";

    private final List<Duration> waits = new ArrayList<>();

    @Test
    void passesWhenItIsGone() {
        assertThat(run(Shelf.of())).isEqualTo(new CheckResult.Passed());
    }

    @Test
    void itsSuccessorIsNotIt() {
        assertThat(run(Shelf.of(pod(Map.of("uid", "ab")))))
                .isEqualTo(new CheckResult.Passed("another pod has its name already"));
    }

    @Test
    void failsWhereNobodyDeletesIt() {
        assertThat(run(Shelf.of(pod(Map.of("uid", "aa")))))
                .isEqualTo(new CheckResult.Failed("the pod is there, and is not being deleted"));
    }

    @Test
    void waitsForItsContainersForTwoThirdsOfTheTime() {
        assertThat(run(Shelf.of(pod(Map.of("uid", "aa", "deletionTimestamp", UNTIL)))))
                .isEqualTo(new CheckResult.Undetermined("the pod is being deleted and still there: its containers have"
                        + " until 2026-11-01T10:00:30Z to end"));
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void tellsWhatHoldsIt() {
        var held = pod(Map.of("uid", "aa", "deletionTimestamp", UNTIL, "finalizers", List.of("example.com/hold")));

        assertThat(run(Shelf.of(held)))
                .isEqualTo(new CheckResult.Undetermined(
                        "the pod is being deleted and still there: it has finalizers: example.com/hold"));
    }

    private CheckResult run(ClusterReads cluster) {
        InstantSource clock = () -> NOW.plus(waits.stream().reduce(Duration.ZERO, Duration::plus));
        return new PodGone()
                .run(new CheckContext(
                        new ContainmentTarget.Pod(POD),
                        cluster,
                        new Namespace("runproof"),
                        NOW.plus(Duration.ofSeconds(30)),
                        Sources.NONE,
                        clock,
                        waits::add,
                        Optional.empty(),
                        Baseline.NONE,
                        NOW));
    }

    private static KubernetesObject pod(Map<String, ?> metadata) {
        return KubernetesObject.of(TargetKinds.refOf(POD), Map.of(), Map.of(), Map.of())
                .withMetadata(metadata);
    }
}
