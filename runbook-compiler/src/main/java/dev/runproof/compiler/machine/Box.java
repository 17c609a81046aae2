package dev.runproof.compiler.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * A state in its place on a drawing; all lengths in pixels.
 *
 * @param state the state
 * @param aside whether it stands beside the way that things should take
 * @param row its row, from the top
 * @param label the lines of its label
 * @param notes the lines of its notes
 */
record Box(State state, boolean aside, int row, List<String> label, List<String> notes) {

    static final int WIDTH = 216;

    private static final int LABEL_HEIGHT = 20;
    private static final int NOTE_HEIGHT = 16;
    private static final int PADDING = 20;
    private static final int LABEL_LETTERS = 24;
    private static final int NOTE_LETTERS = 32;

    static Box of(State state, boolean aside, int row) {
        var notes = new ArrayList<String>();
        state.notes().forEach(note -> notes.addAll(Words.lines(note, NOTE_LETTERS)));
        return new Box(state, aside, row, Words.lines(state.label(), LABEL_LETTERS), List.copyOf(notes));
    }

    /** How high it has to be for its text. */
    int height() {
        return PADDING + LABEL_HEIGHT * label.size() + NOTE_HEIGHT * notes.size();
    }
}
