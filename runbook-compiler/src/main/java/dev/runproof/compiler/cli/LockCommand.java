package dev.runproof.compiler.cli;

import dev.runproof.compiler.LockReport;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Adds the names of pages to {@code slugs.lock}. */
final class LockCommand implements Command {

    @Override
    public String name() {
        return "lock";
    }

    @Override
    public String summary() {
        return "add the names of all pages to slugs.lock, so that none vanishes";
    }

    @Override
    public List<Option> options() {
        return List.of(CheckCommand.CONFIG, CheckCommand.COLOUR);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        boolean colour = CheckCommand.colour(arguments, console);
        Path configuration = CheckCommand.path(arguments, CheckCommand.CONFIG).orElse(Path.of("runbook.yaml"));
        LockReport report;
        try {
            report = new RunbookCompiler(Path.of(""), List.of()).lock(configuration);
        } catch (IOException e) {
            console.error("slugs.lock cannot be written: " + WriteFailure.reason(e));
            return ExitCode.NOT_WRITTEN;
        }
        console.print(report.text(colour));
        console.print(report.summary() + "\n");
        return report.passed() ? ExitCode.PASSED : ExitCode.REFUSED;
    }
}
