package dev.runproof.compiler.cli;

import dev.runproof.compiler.DescribeReport;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes what there is to be named in transactions, for people and for editors. */
final class DescribeCommand implements Command {

    private static final Option OUT =
            Option.taking("FOLDER", "--out", "where to write; runproof in the current folder without it");

    @Override
    public String name() {
        return "describe";
    }

    @Override
    public String summary() {
        return "write the pages of actions, checks and types, and the schema of transactions";
    }

    @Override
    public List<Option> options() {
        return List.of(CheckCommand.INDEX, OUT, CheckCommand.COLOUR);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        boolean colour = CheckCommand.colour(arguments, console);
        Path folder = CheckCommand.path(arguments, OUT).orElse(Path.of("runproof"));
        DescribeReport report;
        try {
            report = new RunbookCompiler(Path.of(""), CheckCommand.indexPath(arguments)).describe(folder);
        } catch (IOException e) {
            console.error(folder + " cannot be written: " + WriteFailure.reason(e));
            return ExitCode.NOT_WRITTEN;
        }
        console.print(report.text(colour));
        console.print(report.summary() + "\n");
        return report.passed() ? ExitCode.PASSED : ExitCode.REFUSED;
    }
}
