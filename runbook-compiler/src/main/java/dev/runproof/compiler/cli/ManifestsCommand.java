package dev.runproof.compiler.cli;

import dev.runproof.compiler.ManifestsReport;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes the manifests of a cluster. */
final class ManifestsCommand implements Command {

    private static final Option DEPLOYMENT = Option.taking(
            "FILE",
            "--deployment",
            "how transactions run in the cluster; deployment.yaml beside the configuration without it");
    private static final Option OUTPUT = Option.taking(
            "FOLDER", "--output", "where the manifests are written; manifests in the current folder without it");

    @Override
    public String name() {
        return "manifests";
    }

    @Override
    public String summary() {
        return "write all that a cluster needs to run the transactions";
    }

    @Override
    public List<Option> options() {
        return List.of(CheckCommand.CONFIG, DEPLOYMENT, OUTPUT, CheckCommand.INDEX, CheckCommand.COLOUR);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        boolean colour = CheckCommand.colour(arguments, console);
        Path configuration = CheckCommand.path(arguments, CheckCommand.CONFIG).orElse(Path.of("runbook.yaml"));
        Path folder = CheckCommand.path(arguments, OUTPUT).orElse(Path.of("manifests"));
        ManifestsReport report;
        try {
            report = new RunbookCompiler(Path.of(""), CheckCommand.indexPath(arguments))
                    .manifests(configuration, CheckCommand.path(arguments, DEPLOYMENT), folder);
        } catch (IOException e) {
            console.error("the manifests cannot be written: " + WriteFailure.reason(e));
            return ExitCode.NOT_WRITTEN;
        }
        console.print(report.text(colour));
        console.print(report.summary() + "\n");
        return report.passed() ? ExitCode.PASSED : ExitCode.REFUSED;
    }
}
