package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.contract.ExecutorProcess.Task;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An executor is killed by SIGKILL just before the server hears of each of its writes, and just after the server has done
 * it, and another executor finishes what it has left. That is each state in which a record can be left.
 */
class KilledExecutorTest {

    private Bench bench;
    private Way way;

    @BeforeEach
    void open() {
        bench = Ground.KUBERNETES.bench();
        way = Way.open();
    }

    @AfterEach
    void close() {
        if (way != null) {
            way.close();
            bench.close();
        }
    }

    static Stream<Arguments> eachWrite() {
        var cases = new ArrayList<Arguments>();
        for (boolean done : new boolean[] {false, true}) {
            String[] contain = done
                    ? new String[] {"INTENT", "INTENT", "APPLIED", "CONTAINED"}
                    : new String[] {"", "INTENT", "INTENT", "APPLIED"};
            for (int write = 1; write <= 4; write++) {
                cases.add(Arguments.of(Task.CONTAIN, write, done, contain[write - 1]));
            }
            String[] back = done
                    ? new String[] {"ROLLING_BACK", "ROLLING_BACK", "ROLLED_BACK"}
                    : new String[] {"APPLIED", "ROLLING_BACK", "ROLLING_BACK"};
            for (int write = 4; write <= 6; write++) {
                cases.add(Arguments.of(Task.ROLL_BACK, write, done, back[write - 4]));
            }
            String[] release = done
                    ? new String[] {"UNDOING", "UNDOING", "UNDONE"}
                    : new String[] {"CONTAINED", "UNDOING", "UNDOING"};
            for (int write = 1; write <= 3; write++) {
                cases.add(Arguments.of(Task.RELEASE, write, done, release[write - 1]));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}, killed at write {1}, which is done: {2}, leaves {3}")
    @MethodSource("eachWrite")
    void whatAKilledExecutorHasLeftIsFinishedByAnother(
            Task task, int write, boolean done, String left, @TempDir Path folder) throws InterruptedException {
        // Records of a process that lives in real time are looked at after that time.
        bench.time.pass(Duration.between(VirtualTime.START, Instant.now()));
        String record = "";
        if (task == Task.RELEASE) {
            bench.run("INC-1");
            record = bench.name();
        }

        ExecutorProcess.killAtWrite(write, done, task, way, folder, bench, record);

        assertThat(bench.records().isEmpty() ? "" : bench.record().state().name())
                .isEqualTo(left);
        bench.time.pass(Bench.LONG_ENOUGH.multipliedBy(4));
        bench.engine().patrol("serve", Duration.ofDays(7));
        if (left.equals("CONTAINED")) {
            assertThat(bench.record().state()).isEqualTo(ContainmentState.CONTAINED);
            assertThat(bench.policies()).hasSize(1);
        } else {
            assertThat(bench.policies()).isEmpty();
            assertThat(left.isEmpty() || bench.record().state().ended()).isTrue();
        }
        assertThat(bench.run("INC-2").outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.policies()).hasSize(1);
        assertThat(bench.engine().release(bench.name(), "jane").outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(bench.policies()).isEmpty();
    }
}
