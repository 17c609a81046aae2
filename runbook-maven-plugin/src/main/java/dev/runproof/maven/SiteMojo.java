package dev.runproof.maven;

import dev.runproof.compiler.CheckOptions;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WebsiteReport;
import dev.runproof.compiler.WriteFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Writes the website of the runbooks. Findings do not fail it: that is what {@code check} is for. */
@Mojo(
        name = "site",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class SiteMojo extends RunbookMojo {

    /** Where it is written. By default {@code site} in the project's build directory, or in {@code target} where there is no project. */
    @Parameter(property = "runbook.site")
    private @Nullable File outputDirectory;

    /** The day that counts as today, such as {@code 2026-11-22}. By default today by UTC. */
    @Parameter(property = "runbook.as-of")
    private @Nullable String asOf;

    /** Called by Maven. */
    @Inject
    public SiteMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        Path folder = outputDirectory != null
                ? outputDirectory.toPath()
                : buildFolder().resolve("site");
        WebsiteReport report = compiler.website(configuration, CheckOptions.asOf(day(asOf)), System.in);
        if (report.website().isEmpty()) {
            show(false, report.check().text(colour()), report.check().summary());
        }
        try {
            getLog().info(report.write(folder) + " files in " + folder + "; "
                    + report.check().summary());
        } catch (IOException e) {
            throw new MojoFailureException("The website cannot be written: " + WriteFailure.reason(e));
        }
    }
}
