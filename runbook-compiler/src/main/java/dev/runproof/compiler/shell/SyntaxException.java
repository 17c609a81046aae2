package dev.runproof.compiler.shell;

import java.util.OptionalInt;

/** Ends the reading of a script at its first error; never leaves this package. */
final class SyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient SyntaxError error;

    private SyntaxException(SyntaxError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    static SyntaxException at(int start, int end, String message, String help) {
        return new SyntaxException(new SyntaxError(start, end, message, help, OptionalInt.empty(), false));
    }

    /** Something at a place that does not fit what was opened elsewhere. */
    static SyntaxException at(int start, int end, int opened, String message, String help) {
        return new SyntaxException(new SyntaxError(start, end, message, help, OptionalInt.of(opened), false));
    }

    /** Something that was opened at a place, or asks for more, where the script ends. */
    static SyntaxException unfinished(int start, int end, String message, String help) {
        return new SyntaxException(new SyntaxError(start, end, message, help, OptionalInt.empty(), true));
    }

    SyntaxError error() {
        return error;
    }
}
