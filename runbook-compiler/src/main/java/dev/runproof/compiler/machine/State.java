package dev.runproof.compiler.machine;

import java.util.List;

/**
 * A state of a machine.
 *
 * @param id its name, unique in its machine
 * @param label what it is called, for people
 * @param notes what else there is to say of it, each a short line
 * @param kind who is to do something about it
 * @param standing how it stands with the effect
 * @param told whether a person is told when the machine comes to it
 */
public record State(String id, String label, List<String> notes, Kind kind, Standing standing, boolean told) {

    /** Takes the notes as they are now. */
    public State {
        notes = List.copyOf(notes);
    }

    /** Who is to do something about a state. */
    public enum Kind {
        /** The runtime goes on by itself. */
        WORK,
        /** The runtime has a question to the cluster, and goes on by the answer. */
        QUESTION,
        /** A person has to decide. */
        PERSON,
        /** Nothing: it has come to an end. */
        END
    }
}
