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

/** Says what the plugin's own dependencies describe. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractMojo {

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true)
    private List<Artifact> pluginArtifacts;

    @Override
    public void execute() throws MojoExecutionException {
        List<Path> classPath =
                pluginArtifacts.stream().map(Artifact::getFile).map(File::toPath).toList();
        try {
            getLog().info("Found the catalogue of " + new Compiler().actions(classPath));
        } catch (IOException e) {
            throw new MojoExecutionException("Cannot read the index", e);
        }
    }
}
