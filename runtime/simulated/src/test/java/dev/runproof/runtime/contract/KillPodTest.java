package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.simulated.Faults.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Pods are killed, few of a workload, and nobody else. The pods run nowhere, as no node has what they ask for. */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Ground.class,
        names = {"SIMULATED", "KUBERNETES"})
class KillPodTest {

    private static final int PROCESSES = 4;
    private static final int AT_ONCE = 16;

    @AutoClose
    private final Bench bench;

    KillPodTest(Ground ground) {
        bench = ground.bench();
    }

    @AfterEach
    void removeWhatIsElsewhere() {
        pods(bench.own().name()).forEach(pod -> bench.cluster().delete(pod.ref(), pod.uid(), WriteMode.COMMIT));
    }

    @Test
    void aPodIsGoneAndItsSuccessorIsNotTouched() {
        var pod = pod("web-0", "web");

        var result = kill(bench.engine(), pod);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification()).contains(new Verification.Verified());
        assertThat(bench.cluster().get(pod.ref())).isEmpty();
        var successor = pod("web-0", "web");
        assertThat(kill(bench.engine(), pod).outcome()).as("it is joined").isEqualTo(Outcome.CONTAINED);
        assertThat(uidOf(successor.ref())).contains(successor.uid());
    }

    @Test
    void whatTookThePlaceOfAPodMeanwhileIsNotDeleted() {
        var pod = pod("web-0", "web");
        var engine = bench.engine(Bench.asleep(
                call -> call.verb() == Verb.DELETE && call.kind().equals(Simulation.PODS), () -> {
                    bench.cluster().delete(pod.ref(), pod.uid(), WriteMode.COMMIT);
                    pod("web-0", "web");
                }));

        assertThat(kill(engine, pod).outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(uidOf(pod.ref())).isPresent().get().isNotEqualTo(pod.uid());
    }

    @Test
    void auditSaysWhatWouldBeDeletedAndDeletesNothing() {
        var pod = pod("web-0", "web");

        var result = bench.engine().run(new Kill(3), Kill.texts(pod), Mode.AUDIT, new Incident("INC-1"));

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.AUDITED);
        assertThat(bench.events)
                .filteredOn(EngineEvent.Effected.class::isInstance)
                .extracting(event -> ((EngineEvent.Effected) event).what())
                .containsExactly(EngineEvent.Effected.What.WOULD_DELETE);
        assertThat(uidOf(pod.ref())).contains(pod.uid());
    }

    @Test
    void oneMoreThanThereMayBeIsRefusedForTenMinutes() {
        var pods = IntStream.range(0, 5).mapToObj(i -> pod("web-" + i, "web")).toList();
        for (var pod : pods.subList(0, 3)) {
            assertThat(kill(bench.engine(), pod).outcome()).isEqualTo(Outcome.CONTAINED);
        }

        var refused = kill(bench.engine(), pods.get(3));

        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.reason().orElseThrow())
                .contains("3 other pods of ConfigMap/web in " + bench.shop() + " killed within 10m")
                .contains("quarantine-pod");
        assertThat(bench.records()).hasSize(3);
        assertThat(kill(bench.engine(), pod("other-0", "other")).outcome()).isEqualTo(Outcome.CONTAINED);

        bench.time.pass(Duration.ofMinutes(10));
        assertThat(kill(bench.engine(), pods.get(3)).outcome()).isEqualTo(Outcome.CONTAINED);
    }

    @Test
    void whatBeginsAtTheSameMomentIsSeenBeforeThePodIsDeleted() {
        var slow = pod("web-0", "web");
        var fast = pod("web-1", "web");
        var results = new ArrayList<TransactionResult>();
        // The second one begins after the first has counted, and before it has written.
        var first = bench.engine(
                Bench.asleep(Bench.record(Verb.CREATE), () -> results.add(kill(new Kill(1), bench.engine(), fast))));

        results.add(kill(new Kill(1), first, slow));

        assertThat(results)
                .extracting(TransactionResult::outcome)
                .containsExactly(Outcome.CONTAINED, Outcome.ROLLED_BACK);
        assertThat(results.get(1).reason().orElseThrow()).contains("kills-below: 1 other pod of ConfigMap/web");
        assertThat(results.get(1).remaining()).isEmpty();
        assertThat(uidOf(slow.ref())).contains(slow.uid());
        assertThat(bench.cluster().get(fast.ref())).isEmpty();
    }

    /** Several processes are told of 500 pods at once; each pod that is deleted has a successor of its name at once. */
    @Test
    void of500AtOnceFewAreKilledAndNobodyElse() throws InterruptedException, ExecutionException {
        var workloads = List.of("a", "b", "c", "d", "e");
        workloads.forEach(this::owner);
        owner("healthy");
        var compromised = create(500, i -> "web-" + i, i -> workloads.get(i % workloads.size()), bench.shop());
        var healthy = Stream.concat(
                        create(20, i -> "healthy-" + i, i -> "healthy", bench.shop()).stream(),
                        create(50, i -> "web-" + i, i -> "", bench.own().name()).stream())
                .toList();
        var successors = new ConcurrentHashMap<ObjectRef, String>();
        var engines = IntStream.range(0, PROCESSES)
                .mapToObj(i -> new Engine(
                        bench.cluster(),
                        EngineTime.real(),
                        "process-" + i,
                        bench.own(),
                        event -> succeed(event, successors),
                        bench.sources()))
                .toList();

        var results = atOnce(compromised.size(), i -> kill(engines.get(i % PROCESSES), compromised.get(i)));

        for (String workload : workloads) {
            assertThat(IntStream.range(0, compromised.size())
                            .filter(i -> workloads.get(i % workloads.size()).equals(workload))
                            .filter(i -> results.get(i).outcome() == Outcome.CONTAINED))
                    .as("kills of %s", workload)
                    .hasSize(3);
        }
        var left = pods(bench.shop()).stream().collect(Collectors.toMap(KubernetesObject::ref, KubernetesObject::uid));
        for (int i = 0; i < compromised.size(); i++) {
            var pod = compromised.get(i);
            if (results.get(i).outcome() == Outcome.CONTAINED) {
                assertThat(left.get(pod.ref())).isEqualTo(successors.get(pod.ref()));
            } else {
                assertThat(results.get(i).outcome()).isIn(Outcome.REFUSED, Outcome.ROLLED_BACK);
                assertThat(left).containsEntry(pod.ref(), pod.uid());
            }
        }
        assertThat(successors).hasSize(15);
        healthy.forEach(pod -> assertThat(uidOf(pod.ref())).contains(pod.uid()));
        assertThat(bench.records())
                .extracting(record -> Containment.of(record).state())
                .contains(ContainmentState.CONTAINED)
                .isSubsetOf(ContainmentState.CONTAINED, ContainmentState.ROLLED_BACK);
    }

    private void succeed(EngineEvent event, Map<ObjectRef, String> successors) {
        if (event instanceof EngineEvent.Effected effected && effected.what() == EngineEvent.Effected.What.DELETED) {
            successors.put(
                    effected.object(),
                    bench.cluster()
                            .create(pod(effected.object(), "a"), WriteMode.COMMIT)
                            .uid());
        }
    }

    private interface Numbered<T> {
        T at(int number);
    }

    private List<KubernetesObject> create(int number, Numbered<String> name, Numbered<String> owner, String namespace)
            throws InterruptedException, ExecutionException {
        return atOnce(number, i -> create(pod(new ObjectRef(Simulation.PODS, namespace, name.at(i)), owner.at(i))));
    }

    private static <T> List<T> atOnce(int number, Numbered<T> work) throws InterruptedException, ExecutionException {
        var pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < number; i++) {
                int at = i;
                futures.add(pool.submit(() -> work.at(at)));
            }
            var results = new ArrayList<T>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return Collections.unmodifiableList(results);
        } finally {
            pool.shutdownNow();
        }
    }

    private TransactionResult kill(Engine engine, KubernetesObject pod) {
        return kill(new Kill(3), engine, pod);
    }

    private TransactionResult kill(Kill transaction, Engine engine, KubernetesObject pod) {
        return engine.run(transaction, Kill.texts(pod), Mode.ENFORCE, new Incident("INC-1"));
    }

    private KubernetesObject pod(String name, String owner) {
        owner(owner);
        return create(pod(new ObjectRef(Simulation.PODS, bench.shop(), name), owner));
    }

    /** A pod that an object owns which starts no pods, so that a test says what becomes of it. */
    private KubernetesObject pod(ObjectRef ref, String owner) {
        var pod = KubernetesObject.of(
                ref,
                Map.of(),
                Map.of(),
                Map.of("spec", ContainPod.pod(bench.shop()).map("spec")));
        return owner.isEmpty()
                ? pod
                : pod.withMetadata(Map.of(
                        "ownerReferences",
                        List.of(Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "ConfigMap",
                                "name",
                                owner,
                                "uid",
                                uidOf(ownerRef(owner)).orElseThrow(),
                                "controller",
                                true))));
    }

    private ObjectRef ownerRef(String name) {
        return new ObjectRef(Simulation.CONFIG_MAPS, bench.shop(), name);
    }

    private void owner(String name) {
        if (bench.cluster().get(ownerRef(name)).isEmpty()) {
            bench.cluster().create(KubernetesObject.of(ownerRef(name), Map.of(), Map.of(), Map.of()), WriteMode.COMMIT);
        }
    }

    private KubernetesObject create(KubernetesObject pod) {
        // The service account of a new namespace takes a moment.
        await(pod.ref() + " is created", () -> {
            try {
                bench.cluster().create(pod, WriteMode.COMMIT);
                return true;
            } catch (ClusterException e) {
                return e.reason() == Reason.ALREADY_EXISTS;
            }
        });
        return bench.cluster().get(pod.ref()).orElseThrow();
    }

    private List<KubernetesObject> pods(String namespace) {
        return bench.cluster().list(Simulation.PODS, namespace);
    }

    private Optional<String> uidOf(ObjectRef ref) {
        return bench.cluster().get(ref).map(KubernetesObject::uid);
    }
}
