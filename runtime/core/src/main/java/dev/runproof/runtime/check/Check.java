package dev.runproof.runtime.check;

/** Something that has to hold before or after an action. Immutable; it writes nothing. */
public interface Check {

    /** The name in a runbook, such as {@code not-protected}. */
    String name();

    /**
     * Looks at what is there before anything is changed, if the check compares. It is called once for each check that
     * runs afterwards, when those that run before have passed.
     *
     * @param context the target and the cluster
     * @return what {@link CheckContext#baseline()} gives when the check runs
     */
    default Baseline before(CheckContext context) {
        return Baseline.NONE;
    }

    /**
     * Looks.
     *
     * @param context the target and the cluster
     * @return what was seen; anything that cannot be found out is {@link CheckResult.Undetermined}, never a guess
     */
    CheckResult run(CheckContext context);
}
