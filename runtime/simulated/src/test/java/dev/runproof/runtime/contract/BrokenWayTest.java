package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real API server is gone for a while, or what it answers is lost on real connections. */
class BrokenWayTest {

    private static final String POLICIES = Simulation.POLICIES.plural();

    private Bench bench;
    private Way way;
    private KubernetesCluster cluster;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = Ground.KUBERNETES.bench();
        way = Way.open();
        cluster = way.cluster(folder);
    }

    @AfterEach
    void close() {
        if (cluster != null) {
            cluster.close();
            way.close();
            bench.close();
        }
    }

    @Test
    void whatIsDoneAndReportedAsFailedIsDoneOnce() {
        losingTheAnswerToEachWrite();

        var result = bench.run(bench.engine(cluster), BlockSource.PLAIN, "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.record().history())
                .extracting(entry -> entry.state())
                .containsExactly(ContainmentState.INTENT, ContainmentState.APPLIED, ContainmentState.CONTAINED);
        assertThat(way.done().stream().filter(call -> call.isAbout(POLICIES) && call.write() > 0))
                .as("what the server did to policies")
                .hasSize(1);

        losingTheAnswerToEachWrite();
        var release = bench.engine(cluster).release(bench.name(), "jane");

        assertThat(release.outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(bench.policies()).isEmpty();
        assertThat(bench.record().state()).isEqualTo(ContainmentState.UNDONE);
    }

    @Test
    void whatNeverArrivesIsSentAgain() {
        way.follow((call, server) -> call.write() % 2 == 1 ? Way.NO_ANSWER : server.answer());

        assertThat(bench.run(bench.engine(cluster), BlockSource.PLAIN, "INC-1").outcome())
                .isEqualTo(Outcome.CONTAINED);
        assertThat(bench.engine(cluster).release(bench.name(), "jane").outcome())
                .isEqualTo(Outcome.RELEASED);
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void aServerThatIsGoneForAWhileIsWaitedFor() {
        var engine = mendingAtRetry(3);
        var cutting = BlockSource.check("policy-enforced", context -> {
            way.cut();
            return new CheckResult.Passed();
        });

        var result = bench.run(engine, BlockSource.PLAIN.after(cutting), "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.record().state()).isEqualTo(ContainmentState.CONTAINED);
        assertThat(bench.policies()).hasSize(1);
    }

    @Test
    void aRollbackWaitsForAServerLonger() {
        var engine = mendingAtRetry(7);
        var cutting = BlockSource.check("service-healthy", context -> {
            way.cut();
            return new CheckResult.Failed("it does not hold");
        });

        var result = bench.run(engine, BlockSource.PLAIN.after(cutting), "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.remaining()).isEmpty();
        assertThat(bench.record().state()).isEqualTo(ContainmentState.ROLLED_BACK);
        assertThat(bench.policies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCouldNotBeTakenBackIsSaidAndTakenBackByAnother(boolean healthy) {
        var cutting = BlockSource.check("service-healthy", context -> {
            way.cut();
            return healthy ? new CheckResult.Passed() : new CheckResult.Failed("it does not hold");
        });

        var result = bench.run(bench.engine(cluster), BlockSource.PLAIN.after(cutting), "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.MANUAL_INTERVENTION);
        assertThat(result.remaining())
                .extracting(remainder -> remainder.object())
                .containsExactly(
                        bench.policies().get(0).ref(), bench.records().get(0).ref());
        bench.time.pass(Bench.LONG_ENOUGH);
        assertThat(bench.engine().patrol("serve", Bench.LONG_ENOUGH).results())
                .extracting(TransactionResult::outcome)
                .containsExactly(Outcome.ROLLED_BACK);
        assertThat(bench.policies()).isEmpty();
    }

    private void losingTheAnswerToEachWrite() {
        way.follow((call, server) -> {
            var answer = server.answer();
            return call.write() > 0 ? Way.NO_ANSWER : answer;
        });
    }

    /** An executor that finds the server back after it has waited some times. */
    private Engine mendingAtRetry(int number) {
        var retries = new AtomicInteger();
        return bench.engine(cluster, event -> {
            if (event instanceof EngineEvent.Retrying && retries.incrementAndGet() == number) {
                way.mend();
            }
        });
    }
}
