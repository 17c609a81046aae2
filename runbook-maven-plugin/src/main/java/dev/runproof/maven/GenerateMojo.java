package dev.runproof.maven;

import dev.runproof.compiler.GenerateReport;
import dev.runproof.compiler.RunbookCompiler;
import java.io.File;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

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

    /** Where the sources are written. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/runbook", required = true)
    private File outputDirectory = new File("target/generated-sources/runbook");

    /** Where the resources are written. */
    @Parameter(defaultValue = "${project.build.directory}/generated-resources/runbook", required = true)
    private File resourceDirectory = new File("target/generated-resources/runbook");

    /** Called by Maven. */
    @Inject
    public GenerateMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        GenerateReport report =
                compiler.generate(configuration, packageName, outputDirectory.toPath(), resourceDirectory.toPath());
        show(report.passed(), report.text(colour()), report.summary());
        project.addCompileSourceRoot(outputDirectory.getPath());
        var resources = new Resource();
        resources.setDirectory(resourceDirectory.getPath());
        project.addResource(resources);
    }
}
