package dev.runproof.compiler.machine;

import java.util.List;

/**
 * All ways from one box to another, drawn as one line.
 *
 * @param from where it begins
 * @param to where it ends
 * @param events what happens, one for each way
 */
record Wire(Box from, Box to, List<String> events) {

    /** Where a line goes. */
    enum Course {
        /** Down, to the next row of the same column. */
        DOWN,
        /** On the left of both columns. */
        LEFT,
        /** Between the columns. */
        BETWEEN,
        /** On the right of both columns. */
        RIGHT
    }

    Course course() {
        if (from.aside() != to.aside()) {
            return Course.BETWEEN;
        }
        if (to.row() == from.row() + 1) {
            return Course.DOWN;
        }
        return from.aside() ? Course.RIGHT : Course.LEFT;
    }

    boolean isLevel() {
        return from.row() == to.row();
    }

    int top() {
        return Math.min(from.row(), to.row());
    }

    int bottom() {
        return Math.max(from.row(), to.row());
    }
}
