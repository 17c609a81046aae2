package dev.runproof.runtime.response;

/** What came of a run of a response, of a recovery, or of a rehearsal. */
public enum RunOutcome {
    /** It has come to its end: each step is contained, was skipped, or has failed where that is allowed. */
    DONE,
    /** Everything but the effects was done; nothing was changed and nothing recorded. */
    AUDITED,
    /** It waits for a person to agree; nothing holds it meanwhile. */
    WAITING,
    /** It was stopped; what stands is said by its steps. */
    STOPPED,
    /** There was nothing to do. */
    NOT_NEEDED,
    /** A rehearsal has found that a step would not be done. */
    REFUSED,
    /** Another executor has it. */
    CONFLICT,
    /** The cluster could not be asked; if it had begun, another executor goes on with it. */
    FAILED,
    /** Something is left that only a person can put right. */
    MANUAL_INTERVENTION
}
