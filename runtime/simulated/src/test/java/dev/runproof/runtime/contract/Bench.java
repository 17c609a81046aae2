package dev.runproof.runtime.contract;

import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterMirror;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.ResponseEvent;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.Faults.Call;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.FaultyCluster;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A cluster in virtual time, and executors on it that crash, sleep and find things when a test says so. */
final class Bench implements AutoCloseable {

    /** Longer than any executor has for what it has begun. */
    static final Duration LONG_ENOUGH = Duration.ofSeconds(61);

    private static final Faults NONE = call -> Optional.empty();

    final VirtualTime time;
    final List<EngineEvent> events = new ArrayList<>();
    final List<ResponseEvent> told = new ArrayList<>();
    /** What its executors can ask about what was measured. */
    Optional<Metrics> metrics = Optional.empty();

    private final Cluster cluster;
    private final Namespace own;
    private final String shop;
    private final Optional<ClusterReads> mirror;
    private int executors;

    /**
     * Takes a cluster, and empties the two namespaces.
     *
     * @param time the time of its executors
     * @param cluster the cluster
     * @param own the namespace of the records
     * @param shop the namespace in which something is contained
     */
    Bench(VirtualTime time, Cluster cluster, Namespace own, String shop) {
        this(time, cluster, own, shop, Optional.empty());
    }

    /**
     * Takes a cluster with a mirror of it, and empties the two namespaces.
     *
     * @param time the time of its executors
     * @param cluster the cluster
     * @param own the namespace of the records
     * @param shop the namespace in which something is contained
     * @param mirror what its executors look at first
     */
    Bench(VirtualTime time, Cluster cluster, Namespace own, String shop, Optional<ClusterReads> mirror) {
        this.mirror = mirror;
        this.time = time;
        this.cluster = cluster;
        this.own = own;
        this.shop = shop;
        empty();
    }

    Cluster cluster() {
        return cluster;
    }

    Namespace own() {
        return own;
    }

    String shop() {
        return shop;
    }

    @Override
    public void close() {
        empty();
        if (mirror.orElse(null) instanceof ClusterMirror open) {
            open.close();
        }
    }

    private void empty() {
        runs().forEach(run -> cluster.delete(run.ref(), run.uid(), WriteMode.COMMIT));
        policies().forEach(policy -> cluster.delete(policy.ref(), policy.uid(), WriteMode.COMMIT));
        records().forEach(record -> cluster.delete(record.ref(), record.uid(), WriteMode.COMMIT));
        cluster.list(Simulation.PODS, shop).forEach(pod -> cluster.delete(pod.ref(), pod.uid(), WriteMode.COMMIT));
    }

    /** Ends an executor as the end of its process does: no answer of a server, and nothing is undone after it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    /** An executor in a process of its own. */
    Engine engine() {
        return engine(cluster);
    }

    Engine engine(Cluster way) {
        return engine(way, events::add);
    }

    Engine engine(Cluster way, Consumer<EngineEvent> told) {
        return new Engine(way, EngineTime.of(time, time), "executor-" + ++executors, own, told, sources());
    }

    /** Responses that an executor knows. */
    Responses responses(Engine engine, Response... known) {
        return new Responses(engine, List.of(known), told::add);
    }

    List<KubernetesObject> runs() {
        return cluster.list(ResponseRun.KIND, own.name());
    }

    /** The one run that there is. */
    ResponseRun theRun() {
        return ResponseRun.of(cluster.get(runs().get(0).ref()).orElseThrow());
    }

    boolean isMirrored() {
        return mirror.isPresent();
    }

    /** Where checks look: at the mirror, if there is one. */
    Sources sources() {
        var all = mirror.map(Sources.NONE::withMirror).orElse(Sources.NONE);
        return metrics.map(all::with).orElse(all);
    }

    Engine engine(Faults faults) {
        return engine(new FaultyCluster(cluster, faults));
    }

    TransactionResult run(String incident) {
        return run(NONE, BlockSource.PLAIN, incident);
    }

    TransactionResult run(Faults faults, BlockSource transaction, String incident) {
        return run(engine(faults), transaction, incident);
    }

    TransactionResult run(Engine engine, BlockSource transaction, String incident) {
        return engine.run(transaction, BlockSource.texts(shop), Mode.ENFORCE, new Incident(incident));
    }

    /**
     * Does something while an executor sleeps: once, before a call of it reaches the server.
     *
     * @param call which call
     * @param meanwhile what happens
     */
    static Faults asleep(Predicate<Call> call, Runnable meanwhile) {
        var done = new boolean[1];
        return seen -> {
            if (!done[0] && call.test(seen)) {
                done[0] = true;
                meanwhile.run();
            }
            return Optional.empty();
        };
    }

    static Predicate<Call> policy(Verb verb) {
        return call -> call.verb() == verb && call.kind().equals(Simulation.POLICIES);
    }

    static Predicate<Call> record(Verb verb) {
        return call -> call.verb() == verb && call.kind().equals(Containment.KIND);
    }

    static Predicate<Call> run(Verb verb) {
        return call -> call.verb() == verb && call.kind().equals(ResponseRun.KIND);
    }

    /** Runs until the process ends before a call. */
    void crashBefore(Predicate<Call> call, BlockSource transaction) {
        try {
            run(
                    seen -> {
                        if (call.test(seen)) {
                            throw new Crash();
                        }
                        return Optional.empty();
                    },
                    transaction,
                    "INC-1");
        } catch (Crash e) {
            return;
        }
        throw new AssertionError("it has not crashed");
    }

    /** The policies without what an agent of Cilium writes into them at any time. */
    List<KubernetesObject> policies() {
        return cluster.list(Simulation.POLICIES, shop).stream()
                .map(Bench::asWeLeftIt)
                .toList();
    }

    private static KubernetesObject asWeLeftIt(KubernetesObject policy) {
        var content = new LinkedHashMap<>(policy.content());
        var metadata = new LinkedHashMap<>(policy.map("metadata"));
        metadata.keySet().removeAll(List.of("resourceVersion", "managedFields"));
        content.put("metadata", metadata);
        content.remove("status");
        return KubernetesObject.of(policy.ref().kind(), content);
    }

    List<KubernetesObject> records() {
        return cluster.list(Containment.KIND, own.name());
    }

    String name() {
        return records().get(0).ref().name();
    }

    Containment record() {
        return Containment.of(
                cluster.get(new ObjectRef(Containment.KIND, own.name(), name())).orElseThrow());
    }

    void deletePolicy() {
        var policy = policies().get(0);
        cluster.delete(policy.ref(), policy.uid(), WriteMode.COMMIT);
    }

    void editPolicy() {
        edit(policies().get(0));
    }

    /** Edits the policy that blocks an address. */
    void editFirstPolicy(String address) {
        edit(policies().stream()
                .filter(policy -> policy.map("spec").toString().contains(address))
                .findFirst()
                .orElseThrow());
    }

    private void edit(KubernetesObject which) {
        while (true) {
            var policy = cluster.get(which.ref()).orElseThrow();
            var spec = new LinkedHashMap<>(policy.map("spec"));
            spec.put("ingressDeny", List.of(Map.of("fromCIDR", List.of("192.0.2.0/24"))));
            try {
                cluster.replace(policy.with("spec", spec), WriteMode.COMMIT);
                return;
            } catch (ClusterException e) {
                if (e.reason() != ClusterException.Reason.CONFLICT) {
                    throw e;
                }
                // The agent has written its status meanwhile.
            }
        }
    }

    /** Writes a record in another state, as an executor of another version could have left it. */
    void rewriteRecord(Map<String, ?> fields) {
        var stored = records().get(0);
        cluster.delete(stored, WriteMode.COMMIT);
        var spec = new LinkedHashMap<>(stored.map("spec"));
        spec.putAll(fields);
        cluster.create(KubernetesObject.of(stored.ref(), Map.of(), Map.of(), Map.of("spec", spec)), WriteMode.COMMIT);
    }
}
