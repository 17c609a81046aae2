package dev.runproof.compiler.shell;

/** Ends the reading of a script that nests deeper than any that people write; never leaves this package. */
final class TooDeepException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooDeepException() {
        super("too deep", null, false, false);
    }
}
