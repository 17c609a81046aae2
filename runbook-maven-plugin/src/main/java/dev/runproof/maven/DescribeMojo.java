package dev.runproof.maven;

import dev.runproof.compiler.DescribeReport;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WriteFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Writes what there is to be named in transactions: pages of actions, checks and types for people, and a JSON Schema for editors
 * that completes their names. Those of the project's own dependencies are among them.
 */
@Mojo(
        name = "describe",
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class DescribeMojo extends RunbookMojo {

    /**
     * Where they are written. By default {@code runbook/describe} in the project's build directory, or in {@code target} where
     * there is no project.
     */
    @Parameter(property = "runbook.describe")
    private @Nullable File folder;

    /** Called by Maven. */
    @Inject
    public DescribeMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        Path out = folder != null
                ? folder.toPath()
                : buildFolder().resolve("runbook").resolve("describe");
        DescribeReport report;
        try {
            report = compiler.describe(out);
        } catch (IOException e) {
            throw new MojoFailureException(out + " cannot be written: " + WriteFailure.reason(e));
        }
        show(report.passed(), report.text(colour()), report.summary());
    }
}
