package dev.runproof.compiler.cli;

import dev.runproof.compiler.ReportOptions;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.StalenessReport;
import dev.runproof.compiler.WriteFailure;
import dev.runproof.compiler.firing.Prometheus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes what has become old. */
final class ReportCommand implements Command {

    private static final Option TO = Option.taking("FOLDER", "--to", "where it is written; report without it");
    private static final Option PROMETHEUS = Option.taking(
            "ADDRESS",
            "--prometheus",
            "the Prometheus that is asked how often alerts fired, such as http://localhost:9090; none without it");

    @Override
    public String name() {
        return "report";
    }

    @Override
    public String summary() {
        return "write which runbooks, exercises and findings have become old";
    }

    @Override
    public List<Option> options() {
        return List.of(CheckCommand.CONFIG, TO, PROMETHEUS, CheckCommand.INDEX, CheckCommand.AS_OF);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        Path configuration = CheckCommand.path(arguments, CheckCommand.CONFIG).orElse(Path.of("runbook.yaml"));
        Path folder = CheckCommand.path(arguments, TO).orElse(Path.of("report"));
        StalenessReport report = new RunbookCompiler(Path.of(""), CheckCommand.indexPath(arguments))
                .report(
                        configuration,
                        new ReportOptions(CheckCommand.asOf(arguments), prometheus(arguments)),
                        console.in());
        if (report.report().isEmpty()) {
            console.print(report.check().text(false));
            return ExitCode.USAGE;
        }
        try {
            console.print(report.write(folder) + " files in " + folder + "; " + report.summary() + "\n");
        } catch (IOException e) {
            console.error("the report cannot be written: " + WriteFailure.reason(e));
            return ExitCode.NOT_WRITTEN;
        }
        return ExitCode.PASSED;
    }

    private static Optional<Prometheus> prometheus(Arguments arguments) throws UsageException {
        Optional<String> written = arguments.value(PROMETHEUS);
        Optional<Prometheus> prometheus = written.flatMap(Prometheus::at);
        if (written.isPresent() && prometheus.isEmpty()) {
            throw new UsageException(
                    "--prometheus is an address such as http://localhost:9090, without name, password or query");
        }
        return prometheus;
    }
}
