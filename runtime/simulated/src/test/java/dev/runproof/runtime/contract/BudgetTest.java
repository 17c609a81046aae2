package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.runproof.runtime.engine.Budget;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Limits;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.WriteGate;
import dev.runproof.runtime.transaction.InputTexts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A flood of alerts, and what it may change. */
@ParameterizedClass(name = "{0}")
@EnumSource(Ground.class)
class BudgetTest {

    @AutoClose
    private final Bench bench;

    BudgetTest(Ground ground) {
        bench = ground.bench();
    }

    @Test
    void aFloodIsRefusedBeforeItsFirstDurableWrite() {
        var engine = engine(new Budget(100, Duration.ofSeconds(1), this::nanos));
        for (int i = 1; i <= 100; i++) {
            assertThat(block(engine, i, Mode.ENFORCE).outcome()).isEqualTo(Outcome.CONTAINED);
        }

        var refused = block(engine, 101, Mode.ENFORCE);

        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.reason().orElseThrow()).contains("the budget is spent; one more may begin in 1000 ms");
        assertThat(bench.records()).hasSize(100);
        assertThat(bench.policies()).hasSize(100);
        assertThat(block(engine, 100, Mode.ENFORCE).outcome())
                .as("what is there may be joined")
                .isEqualTo(Outcome.CONTAINED);
        assertThat(block(engine, 101, Mode.AUDIT).outcome()).isEqualTo(Outcome.AUDITED);
        assertThat(engine.release(bench.name(), "jane").outcome()).isEqualTo(Outcome.RELEASED);

        bench.time.pass(Duration.ofSeconds(1));
        assertThat(block(engine, 101, Mode.ENFORCE).outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(block(engine, 102, Mode.ENFORCE).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void itNeverHoldsMoreThanABurst() {
        var engine = small();
        bench.time.pass(Duration.ofDays(1));

        assertThat(block(engine, 1, Mode.ENFORCE).outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(block(engine, 2, Mode.ENFORCE).outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(block(engine, 3, Mode.ENFORCE).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void whatACheckRefusesCostsNothing() {
        var engine = small();
        for (int i = 0; i < 5; i++) {
            bench.run(engine, BlockSource.PLAIN.before(BlockSource.failing("not-protected")), "INC-1");
        }

        assertThat(block(engine, 1, Mode.ENFORCE).outcome()).isEqualTo(Outcome.CONTAINED);
    }

    @Test
    void itAllowsOneAtLeastAndNotEndlesslyMany() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Budget(0, Duration.ofSeconds(1), () -> 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Budget(1, Duration.ZERO, () -> 0));
    }

    private Engine small() {
        return engine(new Budget(2, Duration.ofSeconds(10), this::nanos));
    }

    /** Writes as fast as it likes: how fast one may is another matter. */
    private Engine engine(Budget budget) {
        return new Engine(
                bench.cluster(),
                new EngineTime(bench.time, this::nanos, bench.time),
                "executor-1",
                bench.own(),
                event -> {},
                bench.sources(),
                new Limits(budget, new WriteGate(50, Duration.ofNanos(1), 1_000_000, this::nanos)));
    }

    private long nanos() {
        return Duration.between(Instant.EPOCH, bench.time.instant()).toNanos();
    }

    private TransactionResult block(Engine engine, int host, Mode mode) {
        var texts = InputTexts.of(Map.of("source", "203.0.113." + host, "namespace", bench.shop()));
        return engine.run(BlockSource.PLAIN, texts, mode, new Incident("INC-" + host));
    }
}
