package dev.runproof.compiler.cli;

import dev.runproof.compiler.link.LinkProgress;

/** A line on a terminal that says how far a run is, and is taken away at its end. Writes nothing where there is no terminal. */
final class ProgressLine implements LinkProgress {

    private static final String TO_THE_BEGINNING = "\r\u001B[K";

    private final Console console;

    ProgressLine(Console console) {
        this.console = console;
    }

    @Override
    public void told(int done, int all) {
        if (console.terminal()) {
            console.note(TO_THE_BEGINNING + done + " of " + all + (all == 1 ? " address" : " addresses"));
        }
    }

    void clear() {
        if (console.terminal()) {
            console.note(TO_THE_BEGINNING);
        }
    }
}
