package dev.runproof.runtime.contract;

import dev.runproof.runtime.check.NotProtected;
import dev.runproof.runtime.check.SourceIsVisible;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.contract.EngineBenchmark.Place;
import dev.runproof.runtime.engine.Budget;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.EngineEvent.Effected.What;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Limits;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.ResidentMirror;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.WriteGate;
import dev.runproof.runtime.transaction.InputTexts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * From the moment that a resident executor is told until the policy is durable, with all checks before it, beside the raw writes
 * of a record and of a policy with the same content, in turn.
 */
final class HotPathBenchmark {

    private static final int WARM_UP = 50;

    private final Place place;
    private final AtomicLong committed = new AtomicLong();
    private final AtomicLong contained = new AtomicLong();

    HotPathBenchmark(Place place) {
        this.place = place;
    }

    void run(int rounds) {
        var ours = new Series("block-ip: received to committed");
        var all = new Series("block-ip: received to contained, without post-check");
        var raw = new Series("raw POST of a record and of a policy");
        var transaction = BlockSource.PLAIN
                .before(new NotProtected(), new SourceIsVisible())
                .after(BlockSource.passing("none"));
        try (var mirror = ResidentMirror.of(place.cluster(), place.own())) {
            var engine = new Engine(
                    place.cluster(),
                    EngineTime.real(),
                    "benchmark",
                    place.own(),
                    this::happened,
                    Sources.NONE.withMirror(mirror),
                    new Limits(
                            new Budget(Integer.MAX_VALUE, Duration.ofMillis(1), System::nanoTime),
                            new WriteGate(50, Duration.ofNanos(1), Integer.MAX_VALUE, System::nanoTime)));
            for (int round = -WARM_UP; round < rounds; round++) {
                var inputs = InputTexts.of(
                        Map.of("source", EngineBenchmark.address(round + WARM_UP), "namespace", place.shop()));
                long begin = System.nanoTime();
                TransactionResult result =
                        engine.run(transaction, inputs, Mode.ENFORCE, new Incident("round " + round));
                if (result.outcome() != Outcome.CONTAINED) {
                    throw new IllegalStateException("round " + round + ": " + result);
                }
                if (round >= 0) {
                    ours.add(committed.get() - begin);
                    all.add(contained.get() - begin);
                }
                String name = result.containment().orElseThrow();
                List<KubernetesObject> copies = List.of(
                        intent(place.cluster()
                                .get(new ObjectRef(Containment.KIND, place.own().name(), name))
                                .orElseThrow()),
                        copy(result.effect().orElseThrow()));
                begin = System.nanoTime();
                List<KubernetesObject> made = copies.stream()
                        .map(copy -> place.cluster().create(copy, WriteMode.COMMIT))
                        .toList();
                if (round >= 0) {
                    raw.add(System.nanoTime() - begin);
                }
                made.forEach(object -> place.cluster().delete(object.ref(), object.uid(), WriteMode.COMMIT));
                engine.release(name, "benchmark");
            }
        }
        System.out.println("A block, in a resident executor");
        System.out.println(ours.line());
        System.out.println(all.line());
        System.out.println(raw.line());
        System.out.printf(
                "  committed to raw, at the median: %.2f (aim: 1.3); p99 %.1f ms (aim: 35)%n%n",
                ours.to(raw), ours.millis(99));
    }

    private void happened(EngineEvent event) {
        if (event instanceof EngineEvent.Effected effected && effected.what() == What.CREATED) {
            committed.set(System.nanoTime());
        } else if (event instanceof EngineEvent.Recorded recorded
                && recorded.state().name().equals("CONTAINED")) {
            contained.set(System.nanoTime());
        }
    }

    /** A record as it was first written: with one step. */
    private static KubernetesObject intent(KubernetesObject record) {
        var spec = new LinkedHashMap<>(record.map("spec"));
        spec.put("state", "INTENT");
        spec.put("history", record.list("spec", "history").subList(0, 1));
        spec.remove("verification");
        return copy(record.with("spec", spec));
    }

    /** The same under another name. */
    private static KubernetesObject copy(KubernetesObject object) {
        var content = new LinkedHashMap<>(object.content());
        content.remove("status");
        var metadata = new LinkedHashMap<>(object.map("metadata"));
        metadata.keySet()
                .removeAll(List.of("uid", "resourceVersion", "creationTimestamp", "generation", "managedFields"));
        metadata.put("name", object.ref().name() + "-raw");
        content.put("metadata", metadata);
        return KubernetesObject.of(object.ref().kind(), content);
    }
}
