package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.engine.Budget;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Limits;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.WriteGate;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.Faults.Call;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.FaultyCluster;
import dev.runproof.runtime.transaction.InputTexts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How fast an engine writes, seen at the API server. */
class WriteGateContractTest {

    private static final Set<Verb> READS = Set.of(Verb.GET, Verb.LIST);

    @AutoClose
    private final Bench bench = Ground.SIMULATED.bench();

    private final List<Instant> writes = new ArrayList<>();

    @Test
    void noMoreThanABurstAndThenFiftyASecondArrive() {
        var engine = engine(WriteGate.share(1, this::nanos));
        Instant begin = bench.time.instant();
        for (int host = 1; host <= 100; host++) {
            assertThat(block(engine, host).outcome()).isEqualTo(Outcome.CONTAINED);
        }

        assertThat(writes).hasSize(400);
        for (int i = 0; i < writes.size(); i++) {
            double seconds = Duration.between(begin, writes.get(i)).toNanos() / 1e9;
            assertThat(i + 1).as("after %s s", seconds).isLessThanOrEqualTo((int) (80 + 50 * seconds + 1e-6));
        }
        assertThat(Duration.between(begin, bench.time.instant())).isEqualTo(Duration.ofMillis(6400));
    }

    @Test
    void aFloodDoesNotHoldUpARelease() {
        var engine = engine(WriteGate.share(1, this::nanos));
        String first = block(engine, 1).containment().orElseThrow();
        while (bench.time.instant().equals(VirtualTime.START)) {
            block(engine, 2 + writes.size());
        }
        Instant flooded = bench.time.instant();

        assertThat(engine.release(first, "jane").outcome()).isEqualTo(Outcome.RELEASED);

        assertThat(bench.time.instant()).as("nothing was waited for").isEqualTo(flooded);
    }

    @Test
    void whoWouldWaitForLongIsToldAndChangesNothing() {
        var engine = engine(new WriteGate(2, Duration.ofDays(1), 5, this::nanos));
        assertThat(block(engine, 1).outcome()).isEqualTo(Outcome.CONTAINED);
        int written = writes.size();

        TransactionResult result = block(engine, 2);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason().orElseThrow()).contains("this executor writes as fast as it may");
        assertThat(writes).hasSize(written);
    }

    private Engine engine(WriteGate gate) {
        Faults counting = this::arrives;
        return new Engine(
                new FaultyCluster(bench.cluster(), counting),
                new EngineTime(bench.time, this::nanos, bench.time),
                "executor-1",
                bench.own(),
                event -> {},
                bench.sources(),
                new Limits(new Budget(1_000, Duration.ofSeconds(1), this::nanos), gate));
    }

    private Optional<Faults.Fault> arrives(Call call) {
        if (!READS.contains(call.verb())) {
            writes.add(bench.time.instant());
        }
        return Optional.empty();
    }

    private TransactionResult block(Engine engine, int host) {
        var texts = InputTexts.of(
                Map.of("source", "203.0." + host / 250 + "." + (1 + host % 250), "namespace", bench.shop()));
        return engine.run(BlockSource.PLAIN, texts, Mode.ENFORCE, new Incident("INC-" + host));
    }

    private long nanos() {
        return Duration.between(Instant.EPOCH, bench.time.instant()).toNanos();
    }
}
