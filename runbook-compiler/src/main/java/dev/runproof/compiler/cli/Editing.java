package dev.runproof.compiler.cli;

import dev.runproof.compiler.EditReport;
import dev.runproof.compiler.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;

/** What commands that change files have in common. */
final class Editing {

    static final Option DRY = Option.flag("--dry-run", "write nothing; show what would change");

    private Editing() {}

    /** What one of them does. */
    @FunctionalInterface
    interface Work {

        /**
         * Does it.
         *
         * @param configuration the path of {@code runbook.yaml}
         * @param dry whether nothing is written
         * @throws IOException if it cannot be written; the message says which file
         */
        EditReport with(Path configuration, boolean dry) throws UsageException, IOException;
    }

    /** Does it, and says what was changed. */
    static ExitCode run(Arguments arguments, Console console, Work work) throws UsageException, IOException {
        boolean colour = CheckCommand.colour(arguments, console);
        Path configuration = CheckCommand.path(arguments, CheckCommand.CONFIG).orElse(Path.of("runbook.yaml"));
        try {
            EditReport report = work.with(configuration, arguments.has(DRY));
            console.print(report.text(colour));
            console.print(report.summary() + "\n");
            return report.passed() ? ExitCode.PASSED : report.findings().isEmpty() ? ExitCode.USAGE : ExitCode.REFUSED;
        } catch (IOException e) {
            console.error("it cannot be written: " + WriteFailure.reason(e));
            return ExitCode.NOT_WRITTEN;
        }
    }
}
