package dev.runproof.maven;

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

    /** Called by Maven. */
    @Inject
    public CheckMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        CheckReport report = compiler.check(configuration);
        var files = new ReportFiles(
                Optional.of(
                        sarif != null
                                ? sarif.toPath()
                                : buildFolder().resolve("runbook").resolve("report.sarif")),
                Optional.ofNullable(json).map(File::toPath));
        Optional<String> unwritten = files.write(report);
        if (unwritten.isPresent()) {
            getLog().error(System.lineSeparator() + report.text(colour()).stripTrailing());
            throw new MojoFailureException(report.summary() + "; " + unwritten.get());
        }
        show(report.passed(), report.text(colour()), report.summary());
    }
}
