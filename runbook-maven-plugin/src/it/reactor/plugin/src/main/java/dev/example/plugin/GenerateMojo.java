package dev.example.plugin;

import dev.example.compiler.Compiler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Writes a catalogue of the actions that the plugin's own dependencies describe. */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractMojo {

    @Parameter(defaultValue = "${project.build.directory}/generated-sources/example")
    private File outputDirectory;

    @Parameter(defaultValue = "${project}", readonly = true)
    private MavenProject project;

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true)
    private List<Artifact> pluginArtifacts;

    @Override
    public void execute() throws MojoExecutionException {
        List<Path> classPath =
                pluginArtifacts.stream().map(Artifact::getFile).map(File::toPath).toList();
        var compiler = new Compiler();
        try {
            List<String> actions = compiler.actions(classPath);
            compiler.generate(actions, outputDirectory.toPath());
            project.addCompileSourceRoot(outputDirectory.getPath());
            getLog().info("Wrote a catalogue of " + actions + " from " + classPath);
        } catch (IOException e) {
            throw new MojoExecutionException("Cannot write the catalogue", e);
        }
    }
}
