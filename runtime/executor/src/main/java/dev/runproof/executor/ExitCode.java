package dev.runproof.executor;

import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.response.ResponseResult;

/** What the exit code of the executor means. A Job that meets 10 or more need not try again, but for 16. */
enum ExitCode {
    /** Contained and verified, audited, released, or nothing was to be done. */
    DONE(0, "contained and verified, audited, released, or nothing to do"),
    /** A defect of the program. */
    DEFECT(1, "a defect of the program; please report it"),
    /** The command line, the transaction or an input is wrong. */
    USAGE(2, "wrong usage: command line, name of the transaction, inputs"),
    /** Contained, and nobody could find out whether it works. */
    UNVERIFIED(3, "contained, but not verified"),
    /** Something could not be done or found out; it is said what. */
    INCOMPLETE(4, "not all could be done or found out; it is said what"),
    /** A person has to agree before it goes on. */
    WAITING(5, "waiting until a person agrees; nothing is held meanwhile"),
    /** A response did not come to its end, and some of its steps stand. */
    STANDING(6, "a response was stopped; the steps that are printed as CONTAINED stand"),
    /** Something failed, and nothing of it is left. */
    ROLLED_BACK(10, "something failed and was rolled back; nothing is left"),
    /** Something is left that only a person can put right. */
    MANUAL_INTERVENTION(11, "something is left; a person has to run the commands printed"),
    /** A check or the API server refused; nothing was changed. */
    REFUSED(13, "refused by a check or by the API server; nothing was changed"),
    /** Somebody else has the target. */
    CONFLICT(14, "somebody else has the target; nothing of theirs was changed"),
    /** Cancelled before anything was changed. */
    CANCELLED(15, "cancelled before anything was changed"),
    /** The cluster could not be asked. */
    FAILED(16, "the cluster could not be asked; nothing was changed");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    /** For the help. */
    String meaning() {
        return meaning;
    }

    static ExitCode of(TransactionResult result) {
        return switch (result.outcome()) {
            case CONTAINED ->
                result.verification()
                                .filter(Verification.Verified.class::isInstance)
                                .isPresent()
                        ? DONE
                        : UNVERIFIED;
            case AUDITED, RELEASED, NOT_NEEDED -> DONE;
            case REFUSED -> REFUSED;
            case CONFLICT -> CONFLICT;
            case CANCELLED -> CANCELLED;
            case FAILED -> FAILED;
            case ROLLED_BACK -> ROLLED_BACK;
            case MANUAL_INTERVENTION -> MANUAL_INTERVENTION;
        };
    }

    static ExitCode of(ResponseResult result) {
        return switch (result.outcome()) {
            case DONE -> result.somethingIsUnverified() ? UNVERIFIED : DONE;
            case AUDITED, NOT_NEEDED -> DONE;
            case WAITING -> WAITING;
            case STOPPED -> result.somethingStands() ? STANDING : ROLLED_BACK;
            case REFUSED -> REFUSED;
            case CONFLICT -> CONFLICT;
            case FAILED -> FAILED;
            case MANUAL_INTERVENTION -> MANUAL_INTERVENTION;
        };
    }
}
