package dev.runproof.executor;

/** What was asked for makes no sense. The message says why and what to do. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
