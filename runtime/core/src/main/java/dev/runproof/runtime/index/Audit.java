package dev.runproof.runtime.index;

/** How audit mode finds out what an action would do without doing it. */
public enum Audit {
    /** The write goes to the API server with {@code dryRun=All}: validation and admission run, nothing is stored. */
    SERVER_DRY_RUN,
    /** There is no dry run; the checks run, and the effect is described only. */
    DESCRIPTION_ONLY
}
