package dev.runproof.compiler.cli;

/** The command line asks for something that there is not; the message is one sentence for whoever wrote it. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }

    String problem() {
        return String.valueOf(getMessage());
    }
}
