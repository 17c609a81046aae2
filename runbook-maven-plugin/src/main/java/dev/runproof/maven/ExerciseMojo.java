package dev.runproof.maven;

import dev.runproof.compiler.CheckOptions;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.edit.ExerciseEdits;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Writes down that an exercise was held: a record in its file. Comments and records of others stay. */
@Mojo(name = "exercise", requiresProject = false, threadSafe = true)
public final class ExerciseMojo extends RunbookMojo {

    private static final String SEPARATOR = ";";

    /** The exercise, by its name. */
    @Parameter(property = "runbook.exercise.name", required = true)
    private String name = "";

    /** The day on which it was held, such as {@code 2026-11-22}. By default the one that counts as today. */
    @Parameter(property = "runbook.exercise.date")
    private @Nullable String date;

    /** Who took part, separated by semicolons. */
    @Parameter(property = "runbook.exercise.took-part", required = true)
    private String tookPart = "";

    /** How long it lasted, such as {@code 80m}. */
    @Parameter(property = "runbook.exercise.duration", required = true)
    private String duration = "";

    /** What came of each objective, separated by semicolons, such as {@code blind=met;placed=21m}. */
    @Parameter(property = "runbook.exercise.results", required = true)
    private String results = "";

    /**
     * What was found, separated by semicolons: {@code FOUND -> CHANGED}, or {@code FOUND -> open: WHO} while nothing was
     * changed.
     */
    @Parameter(property = "runbook.exercise.findings")
    private @Nullable String findings;

    /** The day that counts as today, such as {@code 2026-11-22}. By default today by UTC. */
    @Parameter(property = "runbook.as-of")
    private @Nullable String asOf;

    /** Whether nothing is written, and what would change is shown. */
    @Parameter(property = "runbook.dry-run", defaultValue = "false")
    private boolean dryRun;

    /** Called by Maven. */
    @Inject
    public ExerciseMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        LocalDate today = day(asOf);
        var record = new ExerciseEdits(
                held(today), parts(tookPart), duration, parts(results), findings == null ? List.of() : parts(findings));
        show(() -> compiler.exercised(configuration, name, record, today, dryRun));
    }

    private LocalDate held(LocalDate today) throws MojoFailureException {
        return date == null
                ? today
                : CheckOptions.day(date)
                        .orElseThrow(() -> new MojoFailureException("runbook.exercise.date is " + date
                                + ", and has to be a day written as year-month-day, such as 2026-11-22"));
    }

    private static List<String> parts(String text) {
        return Stream.of(text.split(SEPARATOR, -1)).map(String::strip).toList();
    }
}
