package dev.runproof.runtime.engine;

import dev.runproof.runtime.value.InvalidValueException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The incident on whose behalf a transaction runs: a ticket, the fingerprint of an alert, or whatever people will search
 * for.
 *
 * @param id 1 to {@value #MAX_LENGTH} characters, none of them a control or formatting character
 * @param began when it began, such as {@code startsAt} of an alert; empty if nobody says
 */
public record Incident(String id, Optional<Instant> began) {

    /** The longest id, in UTF-16 units. */
    public static final int MAX_LENGTH = 200;

    private static final int MAX_LABEL = 63;
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

    /**
     * Takes an id, of an incident of which nobody says when it began.
     *
     * @param id the id
     */
    public Incident(String id) {
        this(id, Optional.empty());
    }

    /**
     * Takes an id.
     *
     * @throws InvalidValueException if it is empty, too long, or has characters that cannot be seen
     */
    public Incident {
        if (id.isBlank() || id.length() > MAX_LENGTH || INVISIBLE.matcher(id).find()) {
            throw new InvalidValueException(
                    "an incident has 1 to " + MAX_LENGTH + " characters, none of them a control character");
        }
    }

    /**
     * The id as a label can carry it. One that a label cannot carry as it stands is changed to what it can, with eight
     * hexadecimal digits of its SHA-256 behind, so that two incidents do not share a label.
     */
    public String label() {
        if (id.length() <= MAX_LABEL && LABEL.matcher(id).matches()) {
            return id;
        }
        String hash = Digest.ofText(id).substring("sha256:".length()).substring(0, 8);
        String readable = id.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        String cut = readable.substring(0, Math.min(readable.length(), MAX_LABEL - hash.length() - 1));
        return cut.isEmpty() ? hash : cut + "-" + hash;
    }

    @Override
    public String toString() {
        return id;
    }
}
