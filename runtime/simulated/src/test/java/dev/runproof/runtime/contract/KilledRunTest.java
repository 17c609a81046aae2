package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.response.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An executor that runs a response is killed by SIGKILL just before the server hears of each of its writes, and just after the
 * server has done it: between and within all steps, and while it takes back. Another executor goes on, and comes to what
 * would have come of it.
 */
class KilledRunTest {

    /** Three steps, the last of which does not stay, and the first of which is undone. */
    private static final int WRITES = 26;

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
        for (int write = 1; write <= WRITES; write++) {
            cases.add(Arguments.of(write, false));
            cases.add(Arguments.of(write, true));
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "killed at write {0}, which is done: {1}")
    @MethodSource("eachWrite")
    void whatAKilledExecutorHasLeftIsBroughtToItsEndByAnother(int write, boolean done, @TempDir Path folder)
            throws InterruptedException {
        // Records of a process that lives in real time are looked at after that time.
        bench.time.pass(Duration.between(VirtualTime.START, Instant.now()));

        ExecutorProcess.killAtWrite(write, done, ExecutorProcess.Task.RESPOND, way, folder, bench, "");

        boolean begun = write > 1 || done;
        assertThat(bench.runs()).hasSize(begun ? 1 : 0);
        for (int round = 0; round < 3; round++) {
            bench.time.pass(Bench.LONG_ENOUGH);
            var engine = bench.engine();
            assertThat(bench.responses(engine, Saga.failing())
                            .patrol("serve", Duration.ofDays(7))
                            .problems())
                    .isEmpty();
            assertThat(engine.patrol("serve", Duration.ofDays(7)).problems()).isEmpty();
        }
        assertThat(bench.policies()).hasSize(begun ? 1 : 0);
        if (begun) {
            var run = bench.theRun();
            assertThat(run.state()).isEqualTo(RunState.STOPPED);
            assertThat(run.steps())
                    .extracting(step -> step.state().name())
                    .isEqualTo(List.of("UNDONE", "CONTAINED", "FAILED"));
            assertThat(run.progress().holder()).isEmpty();
        }
    }
}
