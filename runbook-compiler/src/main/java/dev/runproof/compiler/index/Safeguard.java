package dev.runproof.compiler.index;

/** What has to be looked at before an action that can do harm: an action needs it, a check gives it. */
public enum Safeguard {
    /** That the target is none of what must never be contained. */
    PROTECTION,
    /** That little of the traffic that should get through comes from the target. */
    TRAFFIC_SHARE,
    /** That what the action destroys has been kept as evidence. */
    EVIDENCE,
    /** That the target is still there, which an earlier step of a response may have ended; no action needs it. */
    PRESENCE
}
