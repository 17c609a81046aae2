package dev.runproof.compiler.cli;

import dev.runproof.compiler.EditReport;
import dev.runproof.compiler.RunbookCompiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Mends what can be mended without knowing more. */
final class FixCommand implements Command {

    static final Option DRY = Option.flag("--dry-run", "write nothing; show what would change");

    private static final Option BEGIN = Option.taking(
            "OWNER",
            "--begin-for",
            "begin a runbook for each alert that has none, with this owner; none is begun without it");

    @Override
    public String name() {
        return "fix";
    }

    @Override
    public String summary() {
        return "add links that runbooks know, redirects and if-later-fails; write names of pages as they are; begin runbooks";
    }

    @Override
    public List<Option> options() {
        return List.of(CheckCommand.CONFIG, BEGIN, CheckCommand.INDEX, DRY, CheckCommand.COLOUR);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        boolean colour = CheckCommand.colour(arguments, console);
        Path configuration = CheckCommand.path(arguments, CheckCommand.CONFIG).orElse(Path.of("runbook.yaml"));
        try {
            return show(
                    new RunbookCompiler(Path.of(""), CheckCommand.indexPath(arguments))
                            .fix(configuration, arguments.value(BEGIN), arguments.has(DRY)),
                    colour,
                    console);
        } catch (IOException e) {
            console.error("it cannot be written: " + e.getMessage());
            return ExitCode.NOT_WRITTEN;
        }
    }

    /** Says what was changed. */
    static ExitCode show(EditReport report, boolean colour, Console console) throws IOException {
        console.print(report.text(colour));
        console.print(report.summary() + "\n");
        return report.passed() ? ExitCode.PASSED : report.findings().isEmpty() ? ExitCode.USAGE : ExitCode.REFUSED;
    }
}
