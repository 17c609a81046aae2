package dev.runproof.runtime.check;

/** What a check saw. */
public sealed interface CheckResult {

    /** It holds. */
    record Passed() implements CheckResult {}

    /**
     * It does not hold.
     *
     * @param reason why, in a sentence for people
     */
    record Failed(String reason) implements CheckResult {}

    /**
     * It could not be found out.
     *
     * @param reason why, in a sentence for people
     */
    record Undetermined(String reason) implements CheckResult {}
}
