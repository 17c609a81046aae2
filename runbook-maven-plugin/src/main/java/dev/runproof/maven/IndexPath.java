package dev.runproof.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;

/** Where the compiler looks for descriptions of actions, checks and value types. */
final class IndexPath {

    private IndexPath() {}

    /**
     * The project's dependencies, then the plugin's, so that a project that names another version of the runtime is compiled
     * against that one. What the project itself compiles is not there: it does not exist yet when sources are generated,
     * and what an earlier build left must not decide what this one does.
     *
     * @param dependencies the project's, resolved; empty where there is no project
     * @param pluginArtifacts the plugin and its dependencies
     */
    static List<Path> of(Collection<Artifact> dependencies, Collection<Artifact> pluginArtifacts) {
        return Stream.concat(dependencies.stream(), pluginArtifacts.stream())
                .map(Artifact::getFile)
                .filter(Objects::nonNull)
                .map(File::toPath)
                .distinct()
                .toList();
    }
}
