package dev.runproof.compiler.finding;

import java.util.Arrays;
import java.util.Optional;

/** What configuration can make of a rule: its findings weigh that much, or are only counted. */
public enum Level {
    /** Errors. */
    ERROR(Optional.of(Severity.ERROR)),
    /** Warnings. */
    WARNING(Optional.of(Severity.WARNING)),
    /** Notes. */
    NOTE(Optional.of(Severity.NOTE)),
    /** Not shown, but counted. */
    OFF(Optional.empty());

    private final Optional<Severity> severity;

    Level(Optional<Severity> severity) {
        this.severity = severity;
    }

    /** The severity that findings get; empty where they are not shown. */
    public Optional<Severity> severity() {
        return severity;
    }

    /** The word in configurations, such as {@code warning}. */
    public String word() {
        return severity.map(Severity::word).orElse("off");
    }

    /** The one that a word stands for. */
    public static Optional<Level> of(String word) {
        return Arrays.stream(values())
                .filter(level -> level.word().equals(word))
                .findFirst();
    }
}
