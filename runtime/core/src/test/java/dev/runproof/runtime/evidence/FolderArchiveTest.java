package dev.runproof.runtime.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it writes is read back by the system's own {@code tar}. */
class FolderArchiveTest {

    @TempDir
    private Path temporary;

    private Path folder = Path.of("");

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(temporary.resolve("upper"));
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private Path archive() throws IOException {
        Path tar = temporary.resolve("layer.tar");
        try (var out = Files.newOutputStream(tar)) {
            FolderArchive.write(folder, out);
        }
        return tar;
    }

    private String listed(Path tar) throws IOException, InterruptedException {
        return output(List.of("tar", "--numeric-owner", "--quoting-style=escape", "-tvf", tar.toString()));
    }

    @Test
    void filesComeOutAsTheyWent() throws Exception {
        Files.createDirectories(folder.resolve("etc/cron.d"));
        Files.write(folder.resolve("etc/cron.d/job"), new byte[] {0, 1, 2, -1});
        Files.writeString(folder.resolve("tmp"), "x".repeat(100_000));
        String longName = "n".repeat(200);
        Files.createDirectory(folder.resolve(longName));
        Files.writeString(folder.resolve(longName).resolve("m".repeat(200)), "deep");
        Path out = Files.createDirectory(temporary.resolve("out"));

        output(List.of("tar", "-xf", archive().toString(), "-C", out.toString()));

        assertThat(out.resolve("etc/cron.d/job")).hasBinaryContent(new byte[] {0, 1, 2, -1});
        assertThat(out.resolve("tmp")).hasContent("x".repeat(100_000));
        assertThat(out.resolve(longName).resolve("m".repeat(200))).hasContent("deep");
    }

    @Test
    void noLinkIsFollowed() throws Exception {
        Files.writeString(temporary.resolve("secret"), "of the node");
        Files.createSymbolicLink(folder.resolve("a"), temporary.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("../../../../etc"));
        Files.createSymbolicLink(folder.resolve("c"), Path.of("x".repeat(150)));

        Path tar = archive();

        assertThat(listed(tar))
                .contains("a -> " + temporary.resolve("secret"), "b -> ../../../../etc", "c -> " + "x".repeat(150));
        assertThat(Files.readString(tar, StandardCharsets.ISO_8859_1)).doesNotContain("of the node");
    }

    @Test
    void pipesAreNotOpenedAndSocketsAreSaid() throws Exception {
        output(List.of("mkfifo", folder.resolve("pipe").toString()));

        assertThat(listed(archive())).contains("prw").contains("pipe");
    }

    @Test
    void namesThatAreNoTextAreKept() throws Exception {
        output(List.of(
                "sh",
                "-c",
                "cd \"$1\" && touch \"$(printf 'a\\377b')\" \"$(printf 'c\\nd')\"",
                "sh",
                folder.toString()));

        assertThat(listed(archive())).contains("a\\377b").contains("c\\nd");
    }

    @Test
    void whatCannotBeReadIsSaidAndTheRestIsThere() throws Exception {
        Path deep = folder;
        for (int level = 0; level < 210; level++) {
            deep = Files.createDirectory(deep.resolve("d"));
        }
        Files.writeString(folder.resolve("z"), "the rest");
        var out = new ByteArrayOutputStream();

        assertThatExceptionOfType(FolderArchive.IncompleteException.class)
                .isThrownBy(() -> FolderArchive.write(folder, out))
                .withMessageContaining("d is deeper than 200 folders");
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).contains("the rest");
    }

    @Test
    void whereTheArchiveCannotBeWrittenItIsGivenUp() throws Exception {
        Files.writeString(folder.resolve("a"), "1");
        Files.writeString(folder.resolve("b"), "2");
        var tries = new int[1];
        var full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                tries[0]++;
                throw new IOException("no space");
            }
        };

        assertThatIOException()
                .isThrownBy(() -> FolderArchive.write(folder, full))
                .withMessage("no space");
        assertThat(tries[0]).isEqualTo(1);
    }
}
