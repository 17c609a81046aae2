package dev.runproof.compiler.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are read again. */
class FileReaderTest {

    @TempDir
    private Path folder;

    private Path file;
    private FileReader reader;

    @BeforeEach
    void aReaderThatRemembers() {
        file = folder.resolve("a.md");
        reader = new FileReader(folder).remembering();
    }

    private Optional<SourceFile> read() {
        return reader.read(file, new Findings());
    }

    @Test
    void aFileIsTheSameAsLongAsItsBytesAre() throws IOException {
        Files.writeString(file, "# One\n");
        SourceFile first = read().orElseThrow();
        FileTime saved = Files.getLastModifiedTime(file);

        Files.writeString(file, "# One\n");
        assertThat(read()).containsSame(first);

        Files.writeString(file, "# Two\n");
        Files.setLastModifiedTime(file, saved);
        assertThat(read()).get().extracting(SourceFile::text).isEqualTo("# Two\n");
    }

    @Test
    void aFileThatIsNoneAnyMoreIsNotRemembered() throws IOException {
        Files.writeString(file, "# One\n");
        read();
        Files.delete(file);

        assertThat(read()).isEmpty();
    }

    @Test
    void whatIsWrongWithAFileIsToldEachTime() throws IOException {
        Files.write(file, new byte[] {'a', 0, 'b'});

        for (int time = 0; time < 2; time++) {
            var findings = new Findings();
            assertThat(reader.read(file, findings)).isEmpty();
            assertThat(findings.sorted())
                    .extracting(Finding::message)
                    .containsExactly("a.md holds a NUL, which no text has");
        }
    }

    @Test
    void aReaderThatIsToldNothingRemembersNothing() throws IOException {
        Files.writeString(file, "# One\n");
        var forgetting = new FileReader(folder);
        SourceFile first = forgetting.read(file, new Findings()).orElseThrow();

        assertThat(forgetting.read(file, new Findings())).get().isNotSameAs(first);
    }
}
