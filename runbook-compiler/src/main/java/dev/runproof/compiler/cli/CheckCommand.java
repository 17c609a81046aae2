package dev.runproof.compiler.cli;

import dev.runproof.compiler.CheckOptions;
import dev.runproof.compiler.CheckReport;
import dev.runproof.compiler.GitHubActions;
import dev.runproof.compiler.ReportFiles;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.output.ReportFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The gate. */
final class CheckCommand implements Command {

    static final Option CONFIG =
            Option.taking("FILE", "--config", "the configuration; runbook.yaml in the current folder without it");
    static final Option SARIF = Option.taking("FILE", "--sarif", "write the findings as SARIF 2.1.0");
    static final Option JSON = Option.taking("FILE", "--json", "write the findings and what was looked at as JSON");
    static final Option JUNIT = Option.taking("FILE", "--junit", "write the findings as JUnit's XML");
    static final Option INDEX = Option.taking(
                    "JAR", "--index", "a jar or folder with actions of your own; may be given several times")
            .repeated();
    static final Option AS_OF = Option.taking(
            "DAY", "--as-of", "the day that counts as today, such as 2026-11-22; today by UTC without it");
    private static final Option SCHEDULED =
            Option.flag("--scheduled", "the check runs by the clock: what has become too old is an error");
    private static final Option BASE =
            Option.taking("FOLDER", "--base", "a checkout of the state that the change is compared with");
    private static final Option CHANGED_SINCE = Option.taking(
            "REV", "--changed-since", "report only what has to do with changes since a commit, such as origin/main");
    static final Option COLOUR =
            Option.taking("WHEN", "--colour", "auto (on a terminal, unless NO_COLOR is set), always or never");

    private static final List<String> WHEN = List.of("auto", "always", "never");

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String summary() {
        return "check runbooks, alert rules and the links between them";
    }

    @Override
    public List<Option> options() {
        return List.of(CONFIG, SARIF, JSON, JUNIT, INDEX, AS_OF, SCHEDULED, BASE, CHANGED_SINCE, COLOUR);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        boolean colour = colour(arguments, console);
        Path configuration = path(arguments, CONFIG).orElse(Path.of("runbook.yaml"));
        var files = reportFiles(arguments);
        CheckReport report = new RunbookCompiler(Path.of(""), indexPath(arguments))
                .check(configuration, checkOptions(arguments), console.in());
        return show(report, files, colour, console);
    }

    static ReportFiles reportFiles(Arguments arguments) throws UsageException {
        return new ReportFiles(path(arguments, SARIF), path(arguments, JSON), path(arguments, JUNIT));
    }

    /** Hands over what was found. */
    static ExitCode show(CheckReport report, ReportFiles files, boolean colour, Console console) throws IOException {
        Optional<String> unwritten = files.write(report);
        Optional<GitHubActions> step =
                GitHubActions.of(console.environment(), Path.of("").toAbsolutePath());
        ReportFile.Text text = to -> {
            report.writeText(colour, to);
            to.write(report.summary() + "\n");
        };
        console.print(
                step.isEmpty()
                        ? text
                        : to -> {
                            step.get().guard(text, to);
                            to.write(step.get().annotations(report));
                        });
        unwritten = unwritten.or(() -> step.flatMap(github -> github.summarize(report)));
        if (unwritten.isPresent()) {
            console.error(unwritten.get());
            return ExitCode.NOT_WRITTEN;
        }
        if (report.configurationIsWrong()) {
            return ExitCode.USAGE;
        }
        return report.passed() ? ExitCode.PASSED : ExitCode.REFUSED;
    }

    private static CheckOptions checkOptions(Arguments arguments) throws UsageException {
        return new CheckOptions(
                asOf(arguments), arguments.has(SCHEDULED), path(arguments, BASE), arguments.value(CHANGED_SINCE));
    }

    static LocalDate asOf(Arguments arguments) throws UsageException {
        Optional<String> written = arguments.value(AS_OF);
        Optional<LocalDate> day =
                written.isPresent() ? written.flatMap(CheckOptions::day) : Optional.of(LocalDate.now(ZoneOffset.UTC));
        if (day.isEmpty()) {
            throw new UsageException("--as-of: " + written.orElse("") + " is no day such as 2026-11-22");
        }
        return day.get();
    }

    static boolean colour(Arguments arguments, Console console) throws UsageException {
        String when = arguments.value(COLOUR).orElse("auto");
        if (!WHEN.contains(when)) {
            throw new UsageException("--colour is auto, always or never, and not " + when
                    + Suggestion.nearest(when, WHEN)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(""));
        }
        return when.equals("auto") ? console.wantsColour() : when.equals("always");
    }

    /** What was named, and what comes with Runproof: the first one that describes an action decides. */
    static List<Path> indexPath(Arguments arguments) throws UsageException {
        var paths = new ArrayList<Path>();
        for (String named : arguments.all(INDEX)) {
            Path path = path(named, INDEX);
            if (!path.toFile().exists()) {
                throw new UsageException("--index: there is no " + named);
            }
            paths.add(path);
        }
        for (String ours : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            paths.add(Path.of(ours));
        }
        return paths;
    }

    static Optional<Path> path(Arguments arguments, Option option) throws UsageException {
        Optional<String> value = arguments.value(option);
        return value.isPresent() ? Optional.of(path(value.get(), option)) : Optional.empty();
    }

    private static Path path(String text, Option option) throws UsageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException(option.name() + ": " + text + " is no path");
        }
    }
}
