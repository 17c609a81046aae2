package dev.runproof.maven;

import dev.runproof.compiler.ReportOptions;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.StalenessReport;
import dev.runproof.compiler.WriteFailure;
import dev.runproof.compiler.firing.Prometheus;
import java.io.File;
import java.io.IOException;
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

/**
 * Writes what has become old: runbooks that were long not validated, exercises that are due, and what was found and not yet changed; as
 * pages, Markdown, CSV and JSON. Findings do not fail it: that is what {@code check} is for.
 */
@Mojo(
        name = "report",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class ReportMojo extends RunbookMojo {

    /** Where it is written. By default {@code report} in the project's build directory, or in {@code target} where there is no project. */
    @Parameter(property = "runbook.report")
    private @Nullable File outputDirectory;

    /** The Prometheus that is asked how often alerts fired, such as {@code http://localhost:9090}. By default none is. */
    @Parameter(property = "runbook.report.prometheus")
    private @Nullable String prometheus;

    /** The day that counts as today, such as {@code 2026-11-22}. By default today by UTC. */
    @Parameter(property = "runbook.as-of")
    private @Nullable String asOf;

    /** Called by Maven. */
    @Inject
    public ReportMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        Path folder = outputDirectory != null
                ? outputDirectory.toPath()
                : buildFolder().resolve("report");
        Optional<Prometheus> asked = Optional.ofNullable(prometheus).flatMap(Prometheus::at);
        if (prometheus != null && asked.isEmpty()) {
            throw new MojoFailureException(
                    "runbook.report.prometheus is an address such as http://localhost:9090, without name, password or query");
        }
        StalenessReport report = compiler.report(configuration, new ReportOptions(day(asOf), asked), System.in);
        if (report.report().isEmpty()) {
            show(false, report.check().text(colour()), report.check().summary());
        }
        try {
            getLog().info(report.write(folder) + " files in " + folder + "; " + report.summary());
        } catch (IOException e) {
            throw new MojoFailureException("The report cannot be written: " + WriteFailure.reason(e));
        }
    }
}
