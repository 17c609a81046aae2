package dev.runproof.compiler.cli;

import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.SelfTestReport;
import dev.runproof.compiler.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Shows that the gate works on somebody's files. */
final class SelfTestCommand implements Command {

    @Override
    public String name() {
        return "self-test";
    }

    @Override
    public String summary() {
        return "plant a defect for each finding into a copy of your files, and find it";
    }

    @Override
    public List<Option> options() {
        return List.of(CheckCommand.CONFIG, CheckCommand.INDEX, CheckCommand.COLOUR);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        boolean colour = CheckCommand.colour(arguments, console);
        Path configuration = CheckCommand.path(arguments, CheckCommand.CONFIG).orElse(Path.of("runbook.yaml"));
        SelfTestReport report;
        try {
            report = new RunbookCompiler(Path.of(""), CheckCommand.indexPath(arguments))
                    .selfTest(configuration, console.in());
        } catch (IOException e) {
            console.error("the copy cannot be written: " + WriteFailure.reason(e));
            return ExitCode.NOT_WRITTEN;
        }
        console.print(report.text(colour));
        console.print(report.summary() + "\n");
        return report.passed() ? ExitCode.PASSED : ExitCode.REFUSED;
    }
}
