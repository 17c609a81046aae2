package dev.runproof.runtime.check;

/** What a check saw before anything was changed, to compare with afterwards. Immutable. */
public interface Baseline {

    /** Nothing was seen, or nobody remembers it: the run that saw it has ended. */
    Baseline NONE = new Baseline() {};
}
