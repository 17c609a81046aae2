package dev.runproof.maven;

import dev.runproof.compiler.GenerateReport;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WriteFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the transactions of runbooks to Java sources, and adds these, and the resources by which their catalogue is
 * found, to the project.
 */
@Mojo(
        name = "generate",
        defaultPhase = LifecyclePhase.GENERATE_SOURCES,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class GenerateMojo extends RunbookMojo {

    /** The Java package of the generated classes. */
    @Parameter(property = "runbook.package", defaultValue = "runbooks", required = true)
    private String packageName = "runbooks";

    /**
     * Where the sources are written. By default {@code generated-sources/runbook} in the project's build directory, or in
     * {@code target} where there is no project.
     */
    @Parameter
    private @Nullable File outputDirectory;

    /**
     * Where the resources are written. By default {@code generated-resources/runbook} in the project's build directory, or in
     * {@code target} where there is no project.
     */
    @Parameter
    private @Nullable File resourceDirectory;

    /** Called by Maven. */
    @Inject
    public GenerateMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        Path sourceFolder = folder(outputDirectory, "generated-sources");
        Path resourceFolder = folder(resourceDirectory, "generated-resources");
        GenerateReport report;
        try {
            report = compiler.generate(configuration, packageName, sourceFolder, resourceFolder);
        } catch (IOException e) {
            throw new MojoFailureException("The compiled transactions cannot be written: " + WriteFailure.reason(e));
        }
        show(report.passed(), report.text(colour()), report.summary());
        project.addCompileSourceRoot(sourceFolder.toString());
        var resources = new Resource();
        resources.setDirectory(resourceFolder.toString());
        project.addResource(resources);
    }

    private Path folder(@Nullable File chosen, String kind) {
        return chosen != null ? chosen.toPath() : buildFolder().resolve(kind).resolve("runbook");
    }
}
