package dev.runproof.compiler.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runproof.compiler.machine.State.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateMachineTest {

    private static final State START = state("START", Kind.WORK, Standing.NOTHING, false);
    private static final State TOLD = state("TOLD", Kind.END, Standing.NOTHING, true);
    private static final State SILENT = state("SILENT", Kind.END, Standing.NOTHING, false);

    @Test
    void goesWhereItsEventLeads() {
        var machine = machine(List.of(START, TOLD, SILENT), way("START", "a", "TOLD"), way("START", "b", "SILENT"));

        assertThat(machine.after("START", "a")).contains(TOLD);
        assertThat(machine.after("START", "b")).contains(SILENT);
        assertThat(machine.after("START", "c")).isEmpty();
        assertThat(machine.after("TOLD", "a")).isEmpty();
    }

    @Test
    void findsStatesToWhichNoWayLeads() {
        var loop = state("LOOP", Kind.WORK, Standing.NOTHING, false);
        var machine =
                machine(List.of(START, TOLD, loop, SILENT), way("START", "a", "TOLD"), way("LOOP", "a", "SILENT"));

        assertThat(machine.unreachable()).containsExactly(loop, SILENT);
    }

    @Test
    void findsStatesThatNeverEnd() {
        var one = state("ONE", Kind.WORK, Standing.NOTHING, false);
        var two = state("TWO", Kind.WORK, Standing.NOTHING, false);
        var machine = machine(
                List.of(START, TOLD, one, two),
                way("START", "a", "TOLD"),
                way("START", "b", "ONE"),
                way("ONE", "a", "TWO"),
                way("TWO", "a", "ONE"));

        assertThat(machine.endless()).containsExactly(one, two);
    }

    @Test
    void findsEndsOfWhichNobodyKnows() {
        var left = state("LEFT", Kind.END, Standing.LEFT, false);
        var contained = state("CONTAINED", Kind.END, Standing.IN_FORCE, false);
        var gone = state("GONE", Kind.END, Standing.NOT_NEEDED, false);
        var undone = state("UNDONE", Kind.END, Standing.TAKEN_BACK, false);
        var machine = machine(
                List.of(START, TOLD, SILENT, left, contained, gone, undone),
                way("START", "a", "TOLD"),
                way("START", "b", "SILENT"),
                way("START", "c", "LEFT"),
                way("START", "d", "CONTAINED"),
                way("START", "e", "GONE"),
                way("START", "f", "UNDONE"));

        assertThat(machine.silentEnds()).containsExactly(SILENT, left);
    }

    @Test
    void refusesWhatIsNoDeterministicMachine() {
        assertRefused("a machine has a state", List.of());
        assertRefused("two states are called START", List.of(START, START), way("START", "a", "START"));
        assertRefused("no state is called NOWHERE", List.of(START), way("START", "a", "NOWHERE"));
        assertRefused("no state is called NOWHERE", List.of(START), way("NOWHERE", "a", "START"));
        assertRefused(
                "a way out of the end TOLD",
                List.of(START, TOLD),
                way("START", "a", "TOLD"),
                way("TOLD", "a", "START"));
        assertRefused(
                "two ways from START when a",
                List.of(START, TOLD, SILENT),
                way("START", "a", "TOLD"),
                way("START", "a", "SILENT"));
        assertRefused("no way out of START", List.of(START, TOLD));
    }

    private static void assertRefused(String why, List<State> states, Transition... transitions) {
        assertThatThrownBy(() -> machine(states, transitions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }

    private static StateMachine machine(List<State> states, Transition... transitions) {
        return new StateMachine("test", states, List.of(transitions));
    }

    private static Transition way(String from, String event, String to) {
        return new Transition(from, event, to);
    }

    private static State state(String id, Kind kind, Standing standing, boolean told) {
        return new State(id, id, List.of(), kind, standing, told);
    }
}
