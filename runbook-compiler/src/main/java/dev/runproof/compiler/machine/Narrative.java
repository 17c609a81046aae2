package dev.runproof.compiler.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A machine in words: what its drawing shows, for those who do not see it, and for pages that have no drawings. */
public final class Narrative {

    private Narrative() {}

    /** A sentence for each state, in the order of the machine. */
    public static List<String> of(StateMachine machine) {
        return machine.states().stream().map(state -> sentence(machine, state)).toList();
    }

    private static String sentence(StateMachine machine, State state) {
        var parts = new ArrayList<String>(state.notes());
        String ways = machine.from(state.id()).stream()
                .map(way -> "when " + way.event() + ", " + label(machine, way.to()))
                .collect(Collectors.joining("; "));
        parts.add(state.kind() == State.Kind.END ? "this is an end" : ways);
        return state.label() + ": " + String.join("; ", parts) + ".";
    }

    private static String label(StateMachine machine, String id) {
        return machine.state(id).map(State::label).orElse(id);
    }
}
