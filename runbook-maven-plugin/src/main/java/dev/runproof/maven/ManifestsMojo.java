package dev.runproof.maven;

import dev.runproof.compiler.ManifestsReport;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WriteFailure;
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
 * Writes all that a cluster needs to run the transactions of runbooks: definitions of records, admission policies, the resident executor,
 * an account for each transaction, and Jobs to be filled in.
 */
@Mojo(
        name = "manifests",
        defaultPhase = LifecyclePhase.PACKAGE,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class ManifestsMojo extends RunbookMojo {

    /** How transactions run in the cluster. By default {@code deployment.yaml} beside the configuration. */
    @Parameter(property = "runbook.deployment")
    private @Nullable File deployment;

    /**
     * Where the manifests are written. By default {@code manifests} in the project's build directory, or in {@code target} where there is
     * no project.
     */
    @Parameter(property = "runbook.manifests")
    private @Nullable File outputDirectory;

    /** Called by Maven. */
    @Inject
    public ManifestsMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        Path folder = outputDirectory != null
                ? outputDirectory.toPath()
                : buildFolder().resolve("manifests");
        ManifestsReport report;
        try {
            report = compiler.manifests(
                    configuration, Optional.ofNullable(deployment).map(File::toPath), folder);
        } catch (IOException e) {
            throw new MojoFailureException("The manifests cannot be written: " + WriteFailure.reason(e));
        }
        show(report.passed(), report.text(colour()), report.summary());
    }
}
