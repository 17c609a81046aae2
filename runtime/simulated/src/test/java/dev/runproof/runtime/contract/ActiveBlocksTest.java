package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.ActiveBlocksBelow;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine with {@code active-blocks-below}: how many there may be, also of several executors at one moment. */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Ground.class,
        names = {"SIMULATED", "KUBERNETES"})
class ActiveBlocksTest {

    @AutoClose
    private final Bench bench;

    ActiveBlocksTest(Ground ground) {
        bench = ground.bench();
    }

    private static ActiveBlocksBelow below(int inNamespace, int inAll) {
        return new ActiveBlocksBelow(new Count(inNamespace), new Count(inAll));
    }

    @Test
    void oneMoreThanThereMayBeIsRefusedAndSaysHowToEndOne() {
        var transaction = BlockSource.PLAIN.before(below(2, 10));
        assertThat(block(transaction, 1).outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(block(transaction, 2).outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(notes(2))
                .contains("active-blocks-below: 1 other containments are in force, 1 of them in namespace "
                        + bench.shop());

        var refused = block(transaction, 3);

        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.reason())
                .contains("active-blocks-below: 2 other containments are in force in namespace " + bench.shop()
                        + ", and there may be 2 at once; executor list shows them, and executor release ID ends one that"
                        + " is not needed any more");
        assertThat(bench.records()).hasSize(2);
        assertThat(block(transaction, 2).outcome())
                .as("what is there may be joined")
                .isEqualTo(Outcome.CONTAINED);

        bench.engine().release(bench.name(), "jane");

        assertThat(block(transaction, 3).outcome()).isEqualTo(Outcome.CONTAINED);
    }

    @Test
    void inAllIsLessThanInEachNamespace() {
        block(BlockSource.PLAIN, 1);

        assertThat(block(BlockSource.PLAIN.before(below(10, 1)), 2).reason())
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("1 other containments are in force, and there may be 1 at once"));
    }

    @Test
    void whatBeginsAtTheSameMomentIsSeenAfterTheChange() {
        var transaction = BlockSource.PLAIN.before(below(1, 10)).after(below(1, 10));
        // The second one begins after the first has looked, and before it has written.
        var results = new ArrayList<TransactionResult>();
        var first = bench.engine(Bench.asleep(
                Bench.record(Verb.CREATE), () -> results.add(block(BlockSource.PLAIN.before(below(1, 10)), 2))));

        results.add(block(first, transaction, 1));

        assertThat(results)
                .extracting(TransactionResult::outcome)
                .containsExactly(Outcome.CONTAINED, Outcome.ROLLED_BACK);
        assertThat(bench.policies()).hasSize(1);
    }

    @Test
    void afterTheChangeNobodyIsAskedWhoMayBeBehind() {
        block(BlockSource.PLAIN, 1);
        ClusterReads behind = Simulation.cluster(bench.time);
        var engine = new Engine(
                bench.cluster(),
                EngineTime.of(bench.time, bench.time),
                "executor-9",
                bench.own(),
                event -> {},
                Sources.NONE.withMirror(behind));

        assertThat(block(engine, BlockSource.PLAIN.before(below(1, 1)), 2).outcome())
                .isEqualTo(Outcome.CONTAINED);
        assertThat(block(engine, BlockSource.PLAIN.after(below(1, 1)), 3).outcome())
                .isEqualTo(Outcome.ROLLED_BACK);
    }

    @ParameterizedTest
    @EnumSource(ContainmentState.class)
    void countsWhatMayHaveAnEffect(ContainmentState state) {
        block(BlockSource.PLAIN, 1);
        bench.rewriteRecord(Map.of("state", state.name()));
        boolean without = state.ended() || state == ContainmentState.RECEIVED || state == ContainmentState.WAITING;

        assertThat(block(BlockSource.PLAIN.before(below(1, 10)), 2).outcome())
                .isEqualTo(without ? Outcome.CONTAINED : Outcome.REFUSED);
    }

    @Test
    void recordsThatCannotBeReadAreNotGuessed() {
        var engine = bench.engine(Faults.nth(Verb.LIST, Containment.KIND, 1, Fault.before(Reason.FORBIDDEN)));

        assertThat(block(engine, BlockSource.PLAIN.before(below(1, 1)), 1).reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("active-blocks-below could not find out"));
    }

    private TransactionResult block(BlockSource transaction, int host) {
        return block(bench.engine(), transaction, host);
    }

    private TransactionResult block(Engine engine, BlockSource transaction, int host) {
        var texts = InputTexts.of(Map.of("source", "203.0.113." + host, "namespace", bench.shop()));
        return engine.run(transaction, texts, Mode.ENFORCE, new Incident("INC-" + host));
    }

    private List<String> notes(int host) {
        return bench.records().stream()
                .map(Containment::of)
                .filter(record -> record.request().target().endsWith("." + host))
                .map(record -> record.history().get(0).note())
                .toList();
    }
}
