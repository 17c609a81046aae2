package dev.runproof.compiler.cli;

import dev.runproof.compiler.CheckOptions;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WebsiteReport;
import dev.runproof.compiler.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes the website. */
final class SiteCommand implements Command {

    private static final Option TO = Option.taking("FOLDER", "--to", "where it is written; site without it");

    @Override
    public String name() {
        return "site";
    }

    @Override
    public String summary() {
        return "write the website of the runbooks";
    }

    @Override
    public List<Option> options() {
        return List.of(CheckCommand.CONFIG, TO, CheckCommand.INDEX, CheckCommand.AS_OF);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        Path configuration = CheckCommand.path(arguments, CheckCommand.CONFIG).orElse(Path.of("runbook.yaml"));
        Path folder = CheckCommand.path(arguments, TO).orElse(Path.of("site"));
        WebsiteReport report = new RunbookCompiler(Path.of(""), CheckCommand.indexPath(arguments))
                .website(configuration, CheckOptions.asOf(CheckCommand.asOf(arguments)), console.in());
        if (report.website().isEmpty()) {
            console.print(report.check().text(false));
            return ExitCode.USAGE;
        }
        try {
            console.print(report.write(folder) + " files in " + folder + "; "
                    + report.check().summary() + "\n");
        } catch (IOException e) {
            console.error("the website cannot be written: " + WriteFailure.reason(e));
            return ExitCode.NOT_WRITTEN;
        }
        return ExitCode.PASSED;
    }
}
