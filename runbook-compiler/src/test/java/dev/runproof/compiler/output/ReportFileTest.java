package dev.runproof.compiler.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

    @TempDir
    private Path folder;

    @Test
    void makesFoldersAndReplacesAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("a/b/report.sarif");
        ReportFile.write(file, "one");
        ReportFile.write(file, "two");
        assertThat(file).hasContent("two");
        assertThat(file.getParent())
                .isDirectoryContaining(file::equals)
                .satisfies(parent -> assertThat(parent.toFile().list()).hasSize(1));
    }

    @Test
    void whatCannotBeReplacedIsLeftAsItWas() throws IOException {
        Path file = folder.resolve("report.sarif");
        Files.createDirectories(file.resolve("kept"));
        assertThatThrownBy(() -> ReportFile.write(file, "one")).isInstanceOf(IOException.class);
        assertThat(file.resolve("kept")).exists();
        assertThat(folder.toFile().list()).containsExactly("report.sarif");
    }
}
