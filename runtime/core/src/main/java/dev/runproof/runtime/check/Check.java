package dev.runproof.runtime.check;

/** Something that has to hold before or after an action. Immutable; it writes nothing. */
public interface Check {

    /** The name in a runbook, such as {@code not-protected}. */
    String name();

    /**
     * Looks.
     *
     * @param context the target and the cluster
     * @return what was seen; anything that cannot be found out is {@link CheckResult.Undetermined}, never a guess
     */
    CheckResult run(CheckContext context);
}
