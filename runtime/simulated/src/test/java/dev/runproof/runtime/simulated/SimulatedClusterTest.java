package dev.runproof.runtime.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What the simulated cluster does beyond the contract: it repeats itself exactly, and tests can turn its screws. */
class SimulatedClusterTest {

    private static final ResourceKind KIND = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.7Z");

    private final SimulatedCluster cluster = cluster(List.of());

    @Test
    void theSameCallsGiveTheSameObjects() {
        var other = cluster(List.of());

        assertThat(cluster.create(object("m", 1), WriteMode.COMMIT))
                .isEqualTo(other.create(object("m", 1), WriteMode.COMMIT));
        assertThat(cluster.create(object("n", 1), WriteMode.DRY_RUN))
                .isEqualTo(other.create(object("n", 1), WriteMode.DRY_RUN));
    }

    @Test
    void theClockSaysWhenAnObjectWasCreated() {
        var created = cluster.create(object("m", 1), WriteMode.COMMIT);

        assertThat(created.text("metadata", "creationTimestamp")).contains("2026-11-22T10:00:00Z");
    }

    @Test
    void anAdmissionRefusesByWhatWasAndWhatWouldBe() {
        Admission onlyUpwards = (before, after) -> before.isPresent() && number(after) < number(before.get())
                ? Optional.of("the number goes down")
                : Optional.empty();
        var strict = cluster(List.of(onlyUpwards));
        var two = strict.create(object("m", 2), WriteMode.COMMIT);

        var three = strict.replace(two.with("data", Map.of("number", 3)), WriteMode.COMMIT);
        var failure = catchThrowableOfType(
                ClusterException.class,
                () -> strict.replace(three.with("data", Map.of("number", 1)), WriteMode.DRY_RUN));

        assertThat(failure.reason()).isEqualTo(Reason.INVALID);
        assertThat(failure).hasMessageContaining("the number goes down");
        assertThat(strict.get(ref("m"))).contains(three);
    }

    @Test
    void aNamespaceTakesItsObjectsWithIt() {
        cluster.addNamespace("shop");
        cluster.create(
                KubernetesObject.of(new ObjectRef(KIND, "shop", "m"), Map.of(), Map.of(), Map.of()), WriteMode.COMMIT);
        var kept = cluster.create(object("m", 1), WriteMode.COMMIT);
        var shop = cluster.get(new ObjectRef(new ResourceKind("", "v1", "Namespace", "namespaces", false), "", "shop"))
                .orElseThrow();

        cluster.delete(shop.ref(), shop.uid(), WriteMode.COMMIT);

        assertThat(cluster.list(KIND)).containsExactly(kept);
    }

    @Test
    void aNamespaceIsADnsLabel() {
        assertThatExceptionOfType(ClusterException.class).isThrownBy(() -> cluster.addNamespace("a.b"));
    }

    @Test
    void ofManyThreadsThatReplaceOneVersionOneSucceeds() throws Exception {
        var created = cluster.create(object("m", 0), WriteMode.COMMIT);
        var writers = new ArrayList<Callable<Boolean>>();
        for (int i = 1; i <= 32; i++) {
            var changed = created.with("data", Map.of("number", i));
            writers.add(() -> {
                try {
                    cluster.replace(changed, WriteMode.COMMIT);
                    return true;
                } catch (ClusterException e) {
                    assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
                    return false;
                }
            });
        }
        var threads = Executors.newFixedThreadPool(8);
        int successes = 0;
        try {
            for (var result : threads.invokeAll(writers)) {
                successes += result.get() ? 1 : 0;
            }
        } finally {
            threads.shutdown();
        }
        assertThat(successes).isEqualTo(1);
    }

    private static SimulatedCluster cluster(List<Admission> admissions) {
        return new SimulatedCluster(() -> NOW, List.of(KIND), admissions);
    }

    private static ObjectRef ref(String name) {
        return new ObjectRef(KIND, "default", name);
    }

    private static KubernetesObject object(String name, int number) {
        return KubernetesObject.of(ref(name), Map.of(), Map.of(), Map.of("data", Map.of("number", number)));
    }

    private static long number(KubernetesObject object) {
        return (Long) object.at("data", "number").orElseThrow();
    }
}
