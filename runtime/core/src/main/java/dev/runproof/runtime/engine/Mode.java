package dev.runproof.runtime.engine;

/** Whether a transaction has its effect. Belongs to deployment, never to a runbook. */
public enum Mode {
    /** Everything but the effect: checks run, the API server is asked by a dry run, nothing is stored. */
    AUDIT,
    /** The effect is made, verified, and undone when anything goes wrong. */
    ENFORCE
}
