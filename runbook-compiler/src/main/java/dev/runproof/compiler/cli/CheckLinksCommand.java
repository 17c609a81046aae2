package dev.runproof.compiler.cli;

import dev.runproof.compiler.CheckReport;
import dev.runproof.compiler.LinkOptions;
import dev.runproof.compiler.ReportFiles;
import dev.runproof.compiler.RunbookCompiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Asks the web whether addresses lead anywhere. */
final class CheckLinksCommand implements Command {

    private static final Option OFFLINE =
            Option.flag("--offline", "ask for nothing: tell only what earlier runs found out");
    private static final Option MEMORY = Option.taking(
            "FILE",
            "--memory",
            "what earlier runs found out; " + LinkOptions.MEMORY + " beside the configuration without it");

    @Override
    public String name() {
        return "check-links";
    }

    @Override
    public String summary() {
        return "ask the web whether the addresses in runbooks and alerts lead anywhere";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CheckCommand.CONFIG,
                CheckCommand.SARIF,
                CheckCommand.JSON,
                CheckCommand.JUNIT,
                MEMORY,
                OFFLINE,
                CheckCommand.AS_OF,
                CheckCommand.COLOUR);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        boolean colour = CheckCommand.colour(arguments, console);
        Path configuration = CheckCommand.path(arguments, CheckCommand.CONFIG).orElse(Path.of("runbook.yaml"));
        ReportFiles files = CheckCommand.reportFiles(arguments);
        var progress = new ProgressLine(console);
        var options = new LinkOptions(
                CheckCommand.asOf(arguments), arguments.has(OFFLINE), CheckCommand.path(arguments, MEMORY), progress);
        CheckReport report;
        try {
            report = new RunbookCompiler(Path.of(""), List.of()).checkLinks(configuration, options, console.in());
        } catch (IOException e) {
            console.error("what was found out cannot be remembered: " + e.getMessage());
            return ExitCode.NOT_WRITTEN;
        } finally {
            progress.clear();
        }
        return CheckCommand.show(report, files, colour, console);
    }
}
