package dev.runproof.compiler.machine;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A deterministic state machine: all that a transaction or a response can come to. Of the ways out of a state the first is
 * the one that things should take.
 *
 * @param name what it is about, such as the name of a transaction
 * @param states its states, the one in which it begins first
 * @param transitions the ways between them
 */
public record StateMachine(String name, List<State> states, List<Transition> transitions) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if it has no state, two states have one name, a way leads from or to no state or out
     *     of an end, two ways from one state have the same event, or no way leads out of what is no end
     */
    public StateMachine {
        states = List.copyOf(states);
        transitions = List.copyOf(transitions);
        require(!states.isEmpty(), "a machine has a state");
        var kinds = new LinkedHashMap<String, State.Kind>();
        for (State state : states) {
            require(kinds.put(state.id(), state.kind()) == null, "two states are called " + state.id());
        }
        var events = new HashSet<List<String>>();
        for (Transition transition : transitions) {
            require(kinds.containsKey(transition.to()), "no state is called " + transition.to());
            require(kinds.containsKey(transition.from()), "no state is called " + transition.from());
            require(kinds.get(transition.from()) != State.Kind.END, "a way out of the end " + transition.from());
            require(
                    events.add(List.of(transition.from(), transition.event())),
                    "two ways from " + transition.from() + " when " + transition.event());
        }
        Set<String> left = transitions.stream().map(Transition::from).collect(Collectors.toSet());
        for (State state : states) {
            require(state.kind() == State.Kind.END || left.contains(state.id()), "no way out of " + state.id());
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /** The state in which it begins. */
    public State start() {
        return states.get(0);
    }

    /** The state of a name. */
    public Optional<State> state(String id) {
        return states.stream().filter(state -> state.id().equals(id)).findFirst();
    }

    /** The ways out of a state, that which things should take first; none out of an end. */
    public List<Transition> from(String id) {
        return transitions.stream()
                .filter(transition -> transition.from().equals(id))
                .toList();
    }

    /** The state after another when something happens; empty if that cannot happen there. */
    public Optional<State> after(String id, String event) {
        return from(id).stream()
                .filter(transition -> transition.event().equals(event))
                .findFirst()
                .flatMap(transition -> state(transition.to()));
    }

    /** The states to which no way leads. */
    public List<State> unreachable() {
        Set<String> reached = reachedFrom(start().id());
        return states.stream().filter(state -> !reached.contains(state.id())).toList();
    }

    /** The states from which no way leads to an end. */
    public List<State> endless() {
        return states.stream()
                .filter(state -> reachedFrom(state.id()).stream()
                        .flatMap(id -> state(id).stream())
                        .noneMatch(reached -> reached.kind() == State.Kind.END))
                .toList();
    }

    /**
     * The ends at which the incident goes on and nobody knows: nothing is in force or has been taken back, there was
     * something to contain, and no person is told.
     */
    public List<State> silentEnds() {
        return states.stream()
                .filter(state -> state.kind() == State.Kind.END && !state.told())
                .filter(state -> state.standing() == Standing.NOTHING || state.standing() == Standing.LEFT)
                .toList();
    }

    private Set<String> reachedFrom(String first) {
        Map<String, List<Transition>> ways = transitions.stream().collect(Collectors.groupingBy(Transition::from));
        var reached = new LinkedHashSet<String>();
        var open = new ArrayDeque<String>(List.of(first));
        while (!open.isEmpty()) {
            String id = open.remove();
            if (reached.add(id)) {
                ways.getOrDefault(id, List.of()).forEach(transition -> open.add(transition.to()));
            }
        }
        return reached;
    }
}
