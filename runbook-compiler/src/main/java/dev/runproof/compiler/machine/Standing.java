package dev.runproof.compiler.machine;

/** How it stands with the effect while a machine is in a state. */
public enum Standing {
    /** Nothing has been changed. */
    NOTHING,
    /** Nothing has been changed, as there was nothing left to contain. */
    NOT_NEEDED,
    /** It is being made or taken back: some of it may be there. */
    UNDER_WAY,
    /** It is there. */
    IN_FORCE,
    /** It was there, and is not any more. */
    TAKEN_BACK,
    /** Some of it is there, and only a person can put that right. */
    LEFT
}
