package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.EngineEvent.Effected;
import dev.runproof.runtime.engine.EngineEvent.Retrying;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real API server has too much to do, and answers executors by 429 for a while, or for as long as they ask. */
class StormTest {

    /** What an API server writes into {@code Retry-After} then. */
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final List<Retrying> retries = new ArrayList<>();
    private Bench bench;
    private Storm storm;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = Ground.KUBERNETES.bench();
        storm = new Storm(bench, folder);
    }

    @AfterEach
    void close() {
        if (storm != null) {
            storm.close();
        }
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    void theServerIsLeftAloneAsLongAsItWantsAndNothingIsDoneTwice() {
        storm.begin();

        var result = bench.run(calmingAtRetry(3), BlockSource.PLAIN, "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(retries)
                .hasSize(3)
                .allSatisfy(retry -> assertThat(retry.pause()).isGreaterThanOrEqualTo(A_SECOND))
                .allSatisfy(retry -> assertThat(retry.reason()).contains("429"));
        assertThat(bench.record().history())
                .extracting(entry -> entry.state())
                .containsExactly(ContainmentState.INTENT, ContainmentState.APPLIED, ContainmentState.CONTAINED);
        assertThat(effects()).containsExactly(Effected.What.CREATED);
        assertThat(bench.policies()).hasSize(1);
    }

    @Test
    void itIsWaitedForInTheMiddleOfARun() {
        var result = bench.run(calmingAtRetry(3), BlockSource.PLAIN.after(stormy(new CheckResult.Passed())), "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(retries).hasSize(3);
        assertThat(bench.record().state()).isEqualTo(ContainmentState.CONTAINED);
    }

    @Test
    void whoTakesSomethingBackWaitsForItToo() {
        var failing = stormy(new CheckResult.Failed("it does not hold"));

        var result = bench.run(calmingAtRetry(4), BlockSource.PLAIN.after(failing), "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.remaining()).isEmpty();
        assertThat(retries).hasSizeGreaterThanOrEqualTo(4);
        assertThat(effects()).containsExactly(Effected.What.CREATED, Effected.What.DELETED);
        assertThat(bench.policies()).isEmpty();
        assertThat(bench.record().state()).isEqualTo(ContainmentState.ROLLED_BACK);
    }

    @Test
    void whoCouldWriteNothingHasChangedNothing() {
        storm.begin();

        var result = bench.run(calmingAtRetry(Integer.MAX_VALUE), BlockSource.PLAIN, "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.FAILED);
        assertThat(result.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("429"));
        assertThat(result.remaining()).isEmpty();
        assertThat(bench.records()).isEmpty();
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void whatAStormLeavesIsSaidAndTakenBackAfterIt() {
        var transaction = BlockSource.PLAIN.after(stormy(new CheckResult.Passed()));

        var result = bench.run(calmingAtRetry(Integer.MAX_VALUE), transaction, "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.MANUAL_INTERVENTION);
        assertThat(result.remaining())
                .extracting(remainder -> remainder.object())
                .containsExactly(
                        bench.policies().get(0).ref(), bench.records().get(0).ref());
        storm.end();
        bench.time.pass(Bench.LONG_ENOUGH);
        assertThat(bench.engine(storm.cluster())
                        .patrol("serve", Bench.LONG_ENOUGH)
                        .results())
                .extracting(TransactionResult::outcome)
                .containsExactly(Outcome.ROLLED_BACK);
        assertThat(bench.policies()).isEmpty();
    }

    /** A check during which the storm begins. */
    private BlockSource.Scripted stormy(CheckResult result) {
        return new BlockSource.Scripted("service-healthy", context -> {
            storm.begin();
            return result;
        });
    }

    /** An executor that finds the storm over after it has waited some times. */
    private Engine calmingAtRetry(int number) {
        return bench.engine(storm.cluster(), event -> {
            bench.events.add(event);
            if (event instanceof Retrying retry) {
                retries.add(retry);
                if (retries.size() == number) {
                    storm.end();
                }
            }
        });
    }

    private List<Effected.What> effects() {
        return bench.events.stream()
                .filter(EngineEvent.Effected.class::isInstance)
                .map(event -> ((EngineEvent.Effected) event).what())
                .toList();
    }
}
