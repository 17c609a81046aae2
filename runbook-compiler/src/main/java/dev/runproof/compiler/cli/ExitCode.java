package dev.runproof.compiler.cli;

/** What the exit code says. */
enum ExitCode {
    /** The change may be merged. */
    PASSED(0, "nothing refuses the change"),
    /** It may not. */
    REFUSED(1, "findings refuse the change"),
    /** What was asked for was not understood. */
    USAGE(2, "the command line or the configuration is wrong"),
    /** The result could not be handed over. */
    NOT_WRITTEN(3, "a report or the output could not be written"),
    /** A mistake of ours. */
    DEFECT(4, "a defect of Runproof, or out of memory");

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
}
