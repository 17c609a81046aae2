package dev.runproof.runtime.index;

/**
 * What has to be looked at before an action that can do harm. An action {@link RunbookAction#needs() needs} it, a check
 * {@link RunbookCheck#gives() gives} it; a transaction whose action needs one and whose pre-checks give none is found by the
 * compiler. Neither knows the other by name, so that actions and checks of your own count as those of the runtime do.
 */
public enum Safeguard {
    /** That the target is none of what must never be contained. */
    PROTECTION,
    /** That little of the traffic that should get through comes from the target. */
    TRAFFIC_SHARE,
    /** That what the action destroys has been kept as evidence. */
    EVIDENCE,
    /**
     * That the target is still there, which an earlier step of a response may have ended. No action needs it: the compiler asks for it
     * among the {@code only-if} checks of a step that takes the place of another.
     */
    PRESENCE
}
