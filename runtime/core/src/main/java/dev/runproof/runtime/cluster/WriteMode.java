package dev.runproof.runtime.cluster;

/** Whether a write is stored. */
public enum WriteMode {
    /** The write is stored. */
    COMMIT,
    /** Validation and admission run as for a real write, and nothing is stored ({@code dryRun=All}). */
    DRY_RUN
}
