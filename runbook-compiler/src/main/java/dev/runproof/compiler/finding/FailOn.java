package dev.runproof.compiler.finding;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which findings fail a run. */
public enum FailOn {
    /** Errors do. */
    ERROR("error"),
    /** Errors and warnings do. */
    WARNING("warning"),
    /** None does: they are shown and counted. */
    NEVER("never");

    private final String word;

    FailOn(String word) {
        this.word = word;
    }

    /** The word in configurations and reports, such as {@code error}. */
    public String word() {
        return word;
    }

    /** The one that a word stands for. */
    public static Optional<FailOn> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    boolean isFailedBy(List<Finding> findings) {
        return switch (this) {
            case ERROR -> findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
            case WARNING -> findings.stream().anyMatch(finding -> finding.severity() != Severity.NOTE);
            case NEVER -> false;
        };
    }
}
