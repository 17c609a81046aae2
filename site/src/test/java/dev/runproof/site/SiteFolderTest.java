package dev.runproof.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written where, and what is left alone. */
class SiteFolderTest {

    @TempDir
    private Path work;

    @Test
    void whatIsNoPageAnyMoreIsRemovedAndOtherFilesAreLeftAlone() throws IOException {
        Map<String, String> files = Library.files();
        Path site = Built.of(work.resolve("books"), files, work.resolve("site"));
        Files.writeString(site.resolve("CNAME"), "runbooks.example.com");
        assertThat(site.resolve("memory-low/index.html")).exists();

        Files.delete(work.resolve("books/runbooks/memory-low.md"));
        files.remove("runbooks/memory-low.md");
        Built.of(work.resolve("books"), files, site);

        assertThat(site.resolve("memory-low")).doesNotExist();
        assertThat(site.resolve("disk-full/index.html")).exists();
        assertThat(site.resolve("CNAME")).exists();
    }

    @Test
    void aFolderWithFilesOfSomebodyElseIsRefused() throws IOException {
        Files.createDirectories(work.resolve("site"));
        Files.writeString(work.resolve("site/thesis.txt"), "mine");

        assertThatThrownBy(() -> Built.of(work.resolve("books"), Library.files(), work.resolve("site")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not empty, and holds nothing of ours");
        assertThat(work.resolve("site"))
                .isDirectoryContaining("glob:**thesis.txt")
                .isDirectoryNotContaining("glob:**.html");
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path site = Built.of(work.resolve("books"), Library.files(), work.resolve("site"));
        Path elsewhere = Files.createDirectories(work.resolve("elsewhere"));
        Files.delete(site.resolve("disk-full/index.html"));
        Files.delete(site.resolve("disk-full"));
        Files.createSymbolicLink(site.resolve("disk-full"), elsewhere);

        assertThatThrownBy(() -> Built.of(work.resolve("books"), Library.files(), site))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a link");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aListThatNamesFilesElsewhereRemovesNone() throws IOException {
        Path site = Built.of(work.resolve("books"), Library.files(), work.resolve("site"));
        Path mine = Files.writeString(work.resolve("mine.txt"), "mine");
        Files.writeString(site.resolve(".runproof-site"), "../mine.txt\n");

        assertThatThrownBy(() -> Built.of(work.resolve("books"), Library.files(), site))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("../mine.txt is no path within");
        assertThat(mine).exists();
    }

    @Test
    void theSameFilesGiveTheSameBytes() throws IOException {
        Path one = Built.of(work.resolve("books"), Library.files(), work.resolve("one"));
        Path other = Built.of(work.resolve("books"), Library.files(), work.resolve("other"));

        try (var files = Files.walk(one)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(other.resolve(one.relativize(file))).hasSameBinaryContentAs(file);
            }
        }
    }
}
