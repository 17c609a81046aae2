package dev.runproof.runtime.probe;

/** What the policy map of an endpoint does with the packets between it and a peer, in one direction. */
public enum Verdict {
    /** Some packets may pass. */
    PASSES,
    /** No packet passes, as an entry denies the peer whatever the protocol and port. */
    DENIED,
    /** No packet passes, as no entry allows one. */
    CLOSED
}
