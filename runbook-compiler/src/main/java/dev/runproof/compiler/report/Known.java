package dev.runproof.compiler.report;

import java.util.Optional;

/**
 * Whether a source of the report could be asked.
 *
 * @param why why it was not, in a few words; empty if it was
 */
public record Known(Optional<String> why) {

    /** It was asked, and answered. */
    public static final Known YES = new Known(Optional.empty());

    /** It was not, or did not answer. */
    public static Known not(String why) {
        return new Known(Optional.of(why));
    }

    /** Whether it was asked and answered. */
    public boolean isKnown() {
        return why.isEmpty();
    }
}
