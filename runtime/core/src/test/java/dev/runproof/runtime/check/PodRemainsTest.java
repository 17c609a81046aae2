package dev.runproof.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.Shelf;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodRemainsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final ContainmentTarget POD = new ContainmentTarget.Pod(PodRef.parse("shop/web-0/aa"));

    @Test
    void holdsWhileItRunsAndBefore() {
        assertThat(run(pod(Map.of("uid", "aa"), "Running"))).isEqualTo(new CheckResult.Passed());
        assertThat(run(pod(Map.of("uid", "aa"), "Pending"))).isEqualTo(new CheckResult.Passed());
    }

    @Test
    void doesNotHoldOfOneThatIsGoneOrOnItsWay() {
        assertThat(run(Shelf.of())).isEqualTo(new CheckResult.Failed("the pod is gone"));
        assertThat(run(pod(Map.of("uid", "ab"), "Running")))
                .as("its successor")
                .isEqualTo(new CheckResult.Failed("the pod is gone"));
        assertThat(run(pod(Map.of("uid", "aa", "deletionTimestamp", "2026-11-01T10:00:30Z"), "Running")))
                .isEqualTo(new CheckResult.Failed("the pod is being deleted"));
        assertThat(run(pod(Map.of("uid", "aa"), "Failed")))
                .isEqualTo(new CheckResult.Failed("the pod has ended: it is Failed"));
    }

    @Test
    void doesNotHoldBehindAStepThatWouldHaveKilledIt() {
        assertThat(run(POD, pod(Map.of("uid", "aa"), "Running"), Set.of(POD))).isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void saysNothingAboutAnAddress() {
        var address = new ContainmentTarget.Address(IpAddress.parse("203.0.113.7"), new Namespace("shop"));
        assertThat(run(address, Shelf.of(), Set.of())).isInstanceOf(CheckResult.Undetermined.class);
    }

    private static CheckResult run(ClusterReads cluster) {
        return run(POD, cluster, Set.of());
    }

    private static CheckResult run(ContainmentTarget target, ClusterReads cluster, Set<ContainmentTarget> foreseen) {
        return new PodRemains()
                .run(new CheckContext(
                        target,
                        cluster,
                        new Namespace("runproof"),
                        NOW,
                        Sources.NONE,
                        InstantSource.fixed(NOW),
                        duration -> false,
                        Optional.empty(),
                        Baseline.NONE,
                        NOW,
                        Optional.empty(),
                        foreseen));
    }

    private static ClusterReads pod(Map<String, ?> metadata, String phase) {
        var ref = TargetKinds.refOf(PodRef.parse("shop/web-0/aa"));
        return Shelf.of(KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("status", Map.of("phase", phase)))
                .withMetadata(metadata));
    }
}
