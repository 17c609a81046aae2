package dev.runproof.maven;

import dev.runproof.compiler.CheckOptions;
import dev.runproof.compiler.CheckReport;
import dev.runproof.compiler.ReportFiles;
import dev.runproof.compiler.RunbookCompiler;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Checks runbooks, alert rules and the links between them, and fails the build if one of them is wrong. */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class CheckMojo extends RunbookMojo {

    /**
     * Where the findings are written as SARIF 2.1.0, also if there is none or the check fails. By default {@code
     * runbook/report.sarif} in the project's build directory, or in {@code target} where there is no project.
     */
    @Parameter(property = "runbook.sarif")
    private @Nullable File sarif;

    /** Where the findings and what was looked at are written as JSON. By default they are not. */
    @Parameter(property = "runbook.json")
    private @Nullable File json;

    /** Where the findings are written as JUnit's XML. By default they are not. */
    @Parameter(property = "runbook.junit")
    private @Nullable File junit;

    /**
     * The day that counts as today when validations are judged, such as {@code 2026-11-22}: to repeat a check, or to see what
     * comes. By default today by UTC.
     */
    @Parameter(property = "runbook.as-of")
    private @Nullable String asOf;

    /** Whether the check runs by the clock and not for a change. Then a validation that has become too old is an error. */
    @Parameter(property = "runbook.scheduled", defaultValue = "false")
    private boolean scheduled;

    /**
     * A folder with a checkout of the state that the change is compared with, such as {@code git worktree add} makes; relative
     * to the folder in which Maven was called. Then a validation that is too old, or of another text, is an error for
     * the runbooks that the change touches. By default there is none.
     */
    @Parameter(property = "runbook.base")
    private @Nullable String base;

    /**
     * A revision of Git, such as {@code origin/main}: only what has to do with a change since then is reported and fails the build. It
     * is the base too, where none is named. All is read, and the summary says what was left out. By default all is reported.
     */
    @Parameter(property = "runbook.changed-since")
    private @Nullable String changedSince;

    /** Called by Maven. */
    @Inject
    public CheckMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        CheckReport report = compiler.check(configuration, options(), System.in);
        var files = new ReportFiles(
                Optional.of(
                        sarif != null
                                ? sarif.toPath()
                                : buildFolder().resolve("runbook").resolve("report.sarif")),
                Optional.ofNullable(json).map(File::toPath),
                Optional.ofNullable(junit).map(File::toPath));
        show(report, files);
    }

    private CheckOptions options() throws MojoFailureException {
        return new CheckOptions(
                day(asOf),
                scheduled,
                Optional.ofNullable(base).map(root.toPath()::resolve),
                Optional.ofNullable(changedSince));
    }
}
