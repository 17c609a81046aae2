package dev.runproof.compiler.cli;

import dev.runproof.compiler.BaselineReport;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code findings.baseline}. */
final class BaselineCommand implements Command {

    private static final Option ADOPT = Option.taking(
            "OWNER", "--adopt", "the first time: take in all that is found now, for which this person or team answers");

    @Override
    public String name() {
        return "baseline";
    }

    @Override
    public String summary() {
        return "take what is mended out of findings.baseline; or make that file, to begin with";
    }

    @Override
    public List<Option> options() {
        return List.of(CheckCommand.CONFIG, ADOPT, CheckCommand.INDEX, CheckCommand.AS_OF, CheckCommand.COLOUR);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        boolean colour = CheckCommand.colour(arguments, console);
        Path configuration = CheckCommand.path(arguments, CheckCommand.CONFIG).orElse(Path.of("runbook.yaml"));
        BaselineReport report;
        try {
            report = new RunbookCompiler(Path.of(""), CheckCommand.indexPath(arguments))
                    .baseline(configuration, CheckCommand.asOf(arguments), arguments.value(ADOPT), console.in());
        } catch (IOException e) {
            console.error("findings.baseline cannot be written: " + WriteFailure.reason(e));
            return ExitCode.NOT_WRITTEN;
        }
        console.print(report.text(colour));
        console.print(report.summary() + "\n");
        return report.passed() ? ExitCode.PASSED : report.findings().isEmpty() ? ExitCode.USAGE : ExitCode.REFUSED;
    }
}
