package dev.runproof.compiler.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where each state of a machine stands: the way that things should take goes straight down, and whatever else can happen
 * stands beside it, in the row in which it can happen first.
 */
final class Placement {

    private final StateMachine machine;
    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final Set<Integer> taken = new LinkedHashSet<>();

    private Placement(StateMachine machine) {
        this.machine = machine;
    }

    /** The boxes, by the names of their states. States to which no way leads stand at the bottom. */
    static Map<String, Box> of(StateMachine machine) {
        return new Placement(machine).boxes();
    }

    private Map<String, Box> boxes() {
        String id = machine.start().id();
        while (!boxes.containsKey(id)) {
            place(id, false, boxes.size());
            List<Transition> ways = machine.from(id);
            id = ways.isEmpty() ? id : ways.get(0).to();
        }
        List.copyOf(boxes.keySet()).forEach(this::placeWhatFollows);
        machine.states().stream()
                .map(State::id)
                .filter(left -> !boxes.containsKey(left))
                .toList()
                .forEach(left -> place(left, true, free(0)));
        return boxes;
    }

    /** What else can follow a state stands beside or below it, and right below that what should follow then. */
    private void placeWhatFollows(String id) {
        Box box = boxes.get(id);
        if (box == null) {
            return;
        }
        for (Transition way : machine.from(id)) {
            if (!boxes.containsKey(way.to())) {
                place(way.to(), true, free(box.aside() ? box.row() + 1 : box.row()));
                placeWhatFollows(way.to());
            }
        }
    }

    private void place(String id, boolean aside, int row) {
        machine.state(id).ifPresent(state -> boxes.put(id, Box.of(state, aside, row)));
        if (aside) {
            taken.add(row);
        }
    }

    private int free(int from) {
        int row = from;
        while (taken.contains(row)) {
            row++;
        }
        return row;
    }

    /** The ways between boxes, all of one pair together. */
    static List<Wire> wires(StateMachine machine, Map<String, Box> boxes) {
        var events = new LinkedHashMap<List<String>, List<String>>();
        for (Transition way : machine.transitions()) {
            events.computeIfAbsent(List.of(way.from(), way.to()), pair -> new ArrayList<>())
                    .add(way.event());
        }
        var wires = new ArrayList<Wire>();
        events.forEach((pair, all) -> {
            Box from = boxes.get(pair.get(0));
            Box to = boxes.get(pair.get(1));
            if (from != null && to != null) {
                wires.add(new Wire(from, to, List.copyOf(all)));
            }
        });
        return List.copyOf(wires);
    }
}
