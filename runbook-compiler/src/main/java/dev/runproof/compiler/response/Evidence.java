package dev.runproof.compiler.response;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The classes of evidence. They are a closed list: two names for one kind of evidence would look like two signals.
 */
public enum Evidence {
    /** What runs. */
    PROCESS,
    /** With whom it talks, and how much. */
    NETWORK,
    /** What is read or written on disk. */
    FILE,
    /** Who acts, and as whom. */
    IDENTITY,
    /** How often something happens. */
    RATE,
    /** What others know about the source. */
    REPUTATION;

    /** Its word in a runbook. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of all. */
    static List<String> words() {
        return Arrays.stream(values()).map(Evidence::word).toList();
    }

    static Optional<Evidence> of(String word) {
        return Arrays.stream(values())
                .filter(evidence -> evidence.word().equals(word))
                .findFirst();
    }
}
