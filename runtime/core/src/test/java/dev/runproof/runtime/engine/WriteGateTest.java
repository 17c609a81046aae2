package dev.runproof.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.runproof.runtime.engine.WriteGate.Work;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriteGateTest {

    private long nanos = Long.MAX_VALUE - 7;
    private final WriteGate gate = WriteGate.usual(() -> nanos);

    @Test
    void aHundredBeginAfterAQuietTimeOfWhichOneInFiveIsKeptForUndoing() {
        assertThat(admitted(Work.FORWARD)).isEqualTo(80);
        assertThat(admitted(Work.UNDOING)).isEqualTo(20);
    }

    @Test
    void thenFiftyBeginInEachSecond() {
        admitted(Work.UNDOING);
        assertThat(gate.enter(Work.UNDOING)).contains(Duration.ofMillis(20));
        for (int second = 0; second < 10; second++) {
            nanos += Duration.ofSeconds(1).toNanos();
            assertThat(admitted(Work.UNDOING)).isEqualTo(50);
        }
        nanos += Duration.ofMinutes(1).toNanos();
        assertThat(admitted(Work.UNDOING)).as("no more is saved up").isEqualTo(100);
    }

    @Test
    void whatGoesForwardWaitsUntilAsMuchAsIsKeptIsThereAgain() {
        admitted(Work.UNDOING);

        assertThat(gate.enter(Work.FORWARD)).contains(Duration.ofMillis(420));
        nanos += Duration.ofMillis(419).toNanos();
        assertThat(gate.enter(Work.FORWARD)).contains(Duration.ofMillis(1));
        nanos += Duration.ofMillis(1).toNanos();
        assertThat(gate.enter(Work.FORWARD)).isEmpty();
    }

    @Test
    void fiftyAreUnderWayAtOnceOfWhichOneInFiveIsKeptForUndoing() {
        for (int i = 0; i < 40; i++) {
            assertThat(gate.enter(Work.FORWARD)).isEmpty();
        }
        assertThat(gate.enter(Work.FORWARD)).isPresent();
        for (int i = 0; i < 10; i++) {
            assertThat(gate.enter(Work.UNDOING)).isEmpty();
        }
        assertThat(gate.enter(Work.UNDOING)).isPresent();

        gate.leave();

        assertThat(gate.enter(Work.FORWARD)).as("the place belongs to undoing").isPresent();
        assertThat(gate.enter(Work.UNDOING)).isEmpty();
    }

    @Test
    void ofTenEnginesEachHasATenth() {
        var tenth = WriteGate.share(10, () -> nanos);

        assertThat(admitted(tenth, Work.FORWARD)).isEqualTo(8);
        assertThat(admitted(tenth, Work.UNDOING)).isEqualTo(2);
        nanos += Duration.ofSeconds(1).toNanos();
        assertThat(admitted(tenth, Work.UNDOING)).isEqualTo(5);
        assertThat(tenth.enter(Work.UNDOING)).contains(Duration.ofMillis(200));
    }

    @Test
    void aGateThatWouldKeepNothingForUndoingIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> WriteGate.share(26, () -> 0));
        assertThatIllegalArgumentException().isThrownBy(() -> WriteGate.share(0, () -> 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new WriteGate(50, Duration.ZERO, 100, () -> 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new WriteGate(1, Duration.ofMillis(20), 100, () -> 0));
    }

    private int admitted(Work work) {
        return admitted(gate, work);
    }

    /** How many may begin now, one after another. */
    private static int admitted(WriteGate gate, Work work) {
        int count = 0;
        while (gate.enter(work).equals(Optional.empty())) {
            gate.leave();
            count++;
        }
        return count;
    }
}
