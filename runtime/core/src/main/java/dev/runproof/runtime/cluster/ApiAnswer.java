package dev.runproof.runtime.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an API server answered.
 *
 * @param call the method and path of the request
 * @param code the HTTP status
 * @param body the JSON; a missing node if it is something else
 * @param retryAfter the header {@code Retry-After}; an API server writes seconds
 */
record ApiAnswer(String call, int code, JsonNode body, Optional<String> retryAfter) {

    private static final int LONGEST_MESSAGE = 1000;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    /**
     * Whether the object that was asked for is absent, and nothing else: a kind that is not installed is answered by 404
     * too, but without a status that names an object.
     */
    boolean saysThatThereIsNo(String name) {
        return code == 404 && body.path("details").path("name").asText().equals(name);
    }

    /**
     * The body of a success.
     *
     * @throws ClusterException if this is none
     */
    JsonNode bodyOfSuccess() {
        if (code < 200 || code > 299) {
            throw failure();
        }
        if (!body.isObject()) {
            throw new ClusterException(
                    Reason.UNKNOWN_OUTCOME, "the answer " + code + " to " + call + " is not a JSON object");
        }
        return body;
    }

    /** What this is, if it is no success. */
    ClusterException failure() {
        return new ClusterException(reason(), message(), waitingTime());
    }

    /** What is no number of seconds is not taken for one: a proxy may write a date, or nonsense. */
    private Duration waitingTime() {
        return retryAfter
                .map(String::strip)
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }

    private Reason reason() {
        return switch (code) {
            case 401, 403 -> Reason.FORBIDDEN;
            case 404 -> Reason.NOT_FOUND;
            case 408 -> Reason.UNKNOWN_OUTCOME;
            case 409 -> body.path("reason").asText().equals("AlreadyExists") ? Reason.ALREADY_EXISTS : Reason.CONFLICT;
            case 422 -> isAnotherObject() ? Reason.CONFLICT : Reason.INVALID;
            case 429 -> Reason.TOO_MANY_REQUESTS;
            case 500 -> isNoSuchField() ? Reason.INVALID : Reason.UNKNOWN_OUTCOME;
            // 3xx too: something stands between us and the API server, and has perhaps asked it.
            default -> code >= 400 && code < 500 ? Reason.INVALID : Reason.UNKNOWN_OUTCOME;
        };
    }

    /** An apply with another UID than that of the object is not answered by 409, but as a change of the UID. */
    private boolean isAnotherObject() {
        for (JsonNode cause : body.path("details").path("causes")) {
            if (cause.path("field").asText().equals("metadata.uid")) {
                return true;
            }
        }
        return false;
    }

    /** A server answers so to an apply that its schema has no place for, before it does anything. */
    private boolean isNoSuchField() {
        return body.path("message").asText().startsWith("failed to create typed patch object ");
    }

    private String message() {
        var message = new StringBuilder("the API server answers ").append(code);
        append(message, " ", body.path("reason").asText());
        message.append(" to ").append(call);
        append(message, ": ", body.path("message").asText());
        return message.toString();
    }

    /** Adds a text of the server, which may quote what a stranger wrote, without what would confuse a terminal. */
    private static void append(StringBuilder message, String separator, String text) {
        if (!text.isEmpty()) {
            message.append(separator);
            text.codePoints()
                    .limit(LONGEST_MESSAGE)
                    .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                    .forEach(message::appendCodePoint);
        }
    }
}
