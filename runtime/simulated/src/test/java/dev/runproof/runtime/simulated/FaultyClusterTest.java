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
import dev.runproof.runtime.simulated.Faults.Call;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Fault.Moment;
import dev.runproof.runtime.simulated.Faults.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultyClusterTest {

    private static final ResourceKind KIND = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);

    private final SimulatedCluster cluster =
            new SimulatedCluster(() -> Instant.parse("2026-11-22T10:00:00Z"), List.of(KIND), List.of());

    @Test
    void aCallFailsBeforeItIsDone() {
        var faulty =
                new FaultyCluster(cluster, Faults.nth(Verb.CREATE, KIND, 2, Fault.before(Reason.TOO_MANY_REQUESTS)));
        faulty.create(object("a"), WriteMode.COMMIT);

        var failure = catchThrowableOfType(ClusterException.class, () -> faulty.create(object("b"), WriteMode.COMMIT));

        assertThat(failure.reason()).isEqualTo(Reason.TOO_MANY_REQUESTS);
        assertThat(cluster.get(object("b").ref())).isEmpty();
        assertThat(faulty.create(object("b"), WriteMode.COMMIT)).isNotNull();
    }

    @Test
    void aCallFailsAfterItIsDone() {
        var faulty = new FaultyCluster(cluster, Faults.nth(Verb.CREATE, KIND, 1, Fault.after(Reason.UNKNOWN_OUTCOME)));

        var failure = catchThrowableOfType(ClusterException.class, () -> faulty.create(object("a"), WriteMode.COMMIT));

        assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN_OUTCOME);
        assertThat(cluster.get(object("a").ref())).isPresent();
    }

    @Test
    void aCallThatTheClusterRefusesIsRefused() {
        cluster.create(object("a"), WriteMode.COMMIT);
        var faulty = new FaultyCluster(cluster, Faults.nth(Verb.CREATE, KIND, 1, Fault.after(Reason.UNKNOWN_OUTCOME)));

        var failure = catchThrowableOfType(ClusterException.class, () -> faulty.create(object("a"), WriteMode.COMMIT));

        assertThat(failure.reason()).isEqualTo(Reason.ALREADY_EXISTS);
    }

    @Test
    void aCrashIsAnyException() {
        class Crash extends RuntimeException {
            private static final long serialVersionUID = 1;
        }
        var faulty = new FaultyCluster(cluster, call -> Optional.of(new Fault(Moment.BEFORE, new Crash())));

        assertThatExceptionOfType(Crash.class).isThrownBy(() -> faulty.list(KIND));
    }

    @Test
    void eachCallIsSeenWithItsNumber() {
        var calls = new ArrayList<Call>();
        var faulty = new FaultyCluster(cluster, call -> {
            calls.add(call);
            return Optional.empty();
        });

        var created = faulty.create(object("a"), WriteMode.COMMIT);
        assertThat(faulty.get(created.ref())).contains(created);
        assertThat(faulty.list(KIND)).containsExactly(created);
        faulty.replace(created, WriteMode.DRY_RUN);
        faulty.apply(object("a"), "ours", WriteMode.DRY_RUN);
        faulty.delete(created.ref(), created.uid(), WriteMode.COMMIT);

        assertThat(calls)
                .containsExactly(
                        new Call(1, Verb.CREATE, KIND, "a", WriteMode.COMMIT),
                        new Call(2, Verb.GET, KIND, "a", WriteMode.DRY_RUN),
                        new Call(3, Verb.LIST, KIND, "", WriteMode.DRY_RUN),
                        new Call(4, Verb.REPLACE, KIND, "a", WriteMode.DRY_RUN),
                        new Call(5, Verb.APPLY, KIND, "a", WriteMode.DRY_RUN),
                        new Call(6, Verb.DELETE, KIND, "a", WriteMode.COMMIT));
        assertThat(cluster.list(KIND)).isEmpty();
    }

    private static KubernetesObject object(String name) {
        return KubernetesObject.of(new ObjectRef(KIND, "default", name), Map.of(), Map.of(), Map.of());
    }
}
