package dev.runproof.runtime.engine;

/** How a run or a release ended. */
public enum Outcome {
    /** The effect is there, verified or not; perhaps it was there before, and the incident joined. */
    CONTAINED,
    /** Everything but the effect was done; nothing was changed. */
    AUDITED,
    /** The effect was taken back because a person or the expiry ended the containment. */
    RELEASED,
    /** There was nothing to do. */
    NOT_NEEDED,
    /** A pre-check or the API server did not let it begin; nothing was changed. */
    REFUSED,
    /** Somebody else has the target or the name of the effect; nothing of theirs was changed. */
    CONFLICT,
    /** It was cancelled before anything was changed. */
    CANCELLED,
    /** The cluster could not be asked, or the intent not be recorded; nothing was changed. */
    FAILED,
    /** Something failed after the intent, and nothing of the effect is left. */
    ROLLED_BACK,
    /** Something is left that only a person can put right: see {@link TransactionResult#remaining()}. */
    MANUAL_INTERVENTION
}
