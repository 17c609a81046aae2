package dev.runproof.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePlanTest {

    @TempDir
    Path folder;

    @Test
    void saysWhatIsMissing() throws IOException {
        Path lib = folder.resolve("lib");
        assertThatThrownBy(() -> write(lib)).hasMessageContaining("no folder " + lib);
        Files.createDirectory(lib);
        assertThatThrownBy(() -> write(lib)).hasMessageContaining("no runproof-executor in " + lib);
    }

    @Test
    void readsLabels() {
        assertThat(Labels.parse(List.of("a=b=c", "d=")).values()).isEqualTo(Map.of("a", "b=c", "d", ""));
        assertThatThrownBy(() -> Labels.parse(List.of("=b"))).hasMessageContaining("NAME=VALUE");
    }

    @Test
    void leavesOutWhatIsLoadedByChance() {
        assertThat(ClassArchive.Trained.withoutChance(List.of(
                        "# NOTE: Do not modify this file.",
                        "java/lang/Object id: 0",
                        "jdk/internal/net/http/Http1Exchange id: 9",
                        "@lambda-proxy jdk/internal/net/http/Http1Exchange run ()V",
                        "@lambda-proxy dev/runproof/executor/Main run ()V",
                        "sun/net/httpserver/ServerImpl$2 id: 10")))
                .containsExactly(
                        "java/lang/Object id: 0",
                        "jdk/internal/net/http/Http1Exchange id: 9",
                        "@lambda-proxy dev/runproof/executor/Main run ()V");
    }

    @Test
    void anImageHasNoLinksAndOneTime() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        Folders.settle(folder);

        assertThat(link).isRegularFile().hasContent("text");
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(List.of(file, link))
                .allSatisfy(path -> assertThat(Files.getLastModifiedTime(path)).isEqualTo(FileTime.fromMillis(1000)));
    }

    private void write(Path lib) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(folder, "work");
        new ImagePlan(lib, "a/b:1", new Labels(Map.of()), List.of(), new ClassArchive.None())
                .write(folder.resolve("image.tar"), work);
    }
}
