package dev.runproof.runtime.cluster;

import java.time.Duration;
import java.util.Objects;

/** An API server did not do what it was asked. The message says what and why, in a sentence for people. */
public final class ClusterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What a caller can know of a call that failed. */
    public enum Reason {
        /** 404: there is no such object, or the kind is not installed. */
        NOT_FOUND,
        /** 409 on a create: there is an object of that name. */
        ALREADY_EXISTS,
        /** 409: the object is not the one that was read, or a field that is to be set has another owner. */
        CONFLICT,
        /** 401 or 403: we may not; nothing was changed. */
        FORBIDDEN,
        /** 400 or 422: the server, its schema or its admission refuses the object; nothing was changed. */
        INVALID,
        /** 429: too many requests; nothing was changed. */
        TOO_MANY_REQUESTS,
        /** No connection was made; nothing was changed. */
        UNREACHABLE,
        /** A timeout, a broken connection or 5xx: a write may have been applied or not; only a read can tell. */
        UNKNOWN_OUTCOME
    }

    /** What a caller can know. */
    private final Reason reason;

    /** How long the server wants to be left alone, in seconds; 0 if it does not say. */
    private final long retryAfterSeconds;

    /**
     * Says what failed.
     *
     * @param reason what a caller can know
     * @param message a sentence for people
     */
    public ClusterException(Reason reason, String message) {
        this(reason, message, Duration.ZERO);
    }

    /**
     * Says what failed, and when to ask again.
     *
     * @param reason what a caller can know
     * @param message a sentence for people
     * @param retryAfter how long the server wants to be left alone, in whole seconds; zero if it does not say
     */
    public ClusterException(Reason reason, String message, Duration retryAfter) {
        super(message);
        this.reason = reason;
        this.retryAfterSeconds = retryAfter.toSeconds();
    }

    /**
     * Says what failed, with what caused it.
     *
     * @param reason what a caller can know
     * @param message a sentence for people
     * @param cause what was thrown below
     */
    public ClusterException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.retryAfterSeconds = 0;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), reason.name());
    }

    /** What a caller can know. */
    public Reason reason() {
        return reason;
    }

    /** How long the server wants to be left alone before the next try; zero if it does not say. */
    public Duration retryAfter() {
        return Duration.ofSeconds(retryAfterSeconds);
    }
}
