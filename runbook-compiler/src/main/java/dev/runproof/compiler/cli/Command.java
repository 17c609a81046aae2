package dev.runproof.compiler.cli;

import java.io.IOException;
import java.util.List;

/** What can be asked of the command line. */
interface Command {

    /** The word for it. */
    String name();

    /** What it does, in one line that begins in lower case. */
    String summary();

    /** What it takes, besides {@code --help}. */
    List<Option> options();

    /**
     * Does it.
     *
     * @throws UsageException if a value of an option is not one
     * @throws IOException if its output cannot be written
     */
    ExitCode run(Arguments arguments, Console console) throws UsageException, IOException;
}
