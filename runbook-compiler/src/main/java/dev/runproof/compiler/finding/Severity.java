package dev.runproof.compiler.finding;

/** How much a finding weighs. */
public enum Severity {
    /** Refuses the change. */
    ERROR("error"),
    /** Is shown and counted. */
    WARNING("warning"),
    /** Is shown. */
    NOTE("note");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** The word in reports, such as {@code error}. */
    public String word() {
        return word;
    }
}
