package dev.runproof.runtime.check;

/** What a check saw. */
public sealed interface CheckResult {

    /**
     * It holds.
     *
     * @param note on what grounds, for the record of the containment; empty if there is nothing to say
     */
    record Passed(String note) implements CheckResult {

        /** It holds, and there is no more to say. */
        public Passed() {
            this("");
        }
    }

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
