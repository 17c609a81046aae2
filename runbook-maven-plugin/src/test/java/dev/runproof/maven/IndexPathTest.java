package dev.runproof.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.junit.jupiter.api.Test;

class IndexPathTest {

    @Test
    void theProjectsDependenciesWinOverThePlugins() {
        Artifact theirs = artifact("core", new File("theirs.jar"));
        Artifact ours = artifact("core", new File("ours.jar"));

        assertThat(IndexPath.of(List.of(theirs), List.of(ours)))
                .containsExactly(Path.of("theirs.jar"), Path.of("ours.jar"));
    }

    @Test
    void eachPlaceIsReadOnce() {
        Artifact core = artifact("core", new File("core.jar"));

        assertThat(IndexPath.of(List.of(core), List.of(core))).containsExactly(Path.of("core.jar"));
    }

    @Test
    void anArtifactWithoutAFileDescribesNothing() {
        Artifact core = new DefaultArtifact("g", "core", "1", "compile", "jar", "", new DefaultArtifactHandler("jar"));

        assertThat(IndexPath.of(List.of(core), List.of())).isEmpty();
    }

    private static Artifact artifact(String name, File file) {
        Artifact artifact =
                new DefaultArtifact("g", name, "1", "compile", "jar", "", new DefaultArtifactHandler("jar"));
        artifact.setFile(file);
        return artifact;
    }
}
