package dev.runproof.maven;

import dev.runproof.compiler.BaselineReport;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is mended out of {@code findings.baseline}, beside the configuration: the findings that were there when the gate came,
 * which count and fail nothing. It adds nothing to it; the first time, with an owner, it makes it of all that is found.
 */
@Mojo(
        name = "baseline",
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class BaselineMojo extends RunbookMojo {

    /** Who answers for what is found now, to make the baseline with; refused where there is one. By default nobody. */
    @Parameter(property = "runbook.baseline.adopt")
    private @Nullable String adopt;

    /** The day that counts as today, such as {@code 2026-11-22}. By default today by UTC. */
    @Parameter(property = "runbook.as-of")
    private @Nullable String asOf;

    /** Called by Maven. */
    @Inject
    public BaselineMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        BaselineReport report;
        try {
            report = compiler.baseline(configuration, day(asOf), Optional.ofNullable(adopt), System.in);
        } catch (IOException e) {
            throw new MojoFailureException("findings.baseline cannot be written: " + WriteFailure.reason(e));
        }
        show(report.passed(), report.text(colour()), report.summary());
    }
}
