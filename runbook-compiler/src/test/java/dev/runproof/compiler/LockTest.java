package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        configure("https://r.example/{slug}/");
        Files.createDirectories(folder.resolve("runbooks/node"));
        write("runbooks/node/Disk.md", "# DiskFull");
    }

    private void configure(String site) throws IOException {
        write("runbook.yaml", "sites: ['" + site + "']\nrunbooks: [runbooks/]\nalert-rules: [rules/]\n");
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(folder.resolve(path), text);
    }

    private LockReport lock() throws IOException {
        return new RunbookCompiler(folder, List.of()).lock(folder.resolve("runbook.yaml"));
    }

    private List<String> locked() throws IOException {
        return Files.readString(folder.resolve("slugs.lock"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void pagesAreAddedAndNoneIsRemoved() throws IOException {
        assertThat(lock().summary()).isEqualTo("no findings; slugs.lock holds 1 page, 1 of them new");
        assertThat(locked()).containsExactly("disk-full runbooks/node/Disk.md");
        Files.delete(folder.resolve("runbooks/node/Disk.md"));
        write("runbooks/cpu.md", "# CpuBusy");
        assertThat(lock().summary()).isEqualTo("no findings; slugs.lock holds 2 pages, 1 of them new");
        assertThat(locked()).containsExactly("cpu-busy runbooks/cpu.md", "disk-full runbooks/node/Disk.md");
        String before = Files.readString(folder.resolve("slugs.lock"));
        assertThat(lock().added()).isZero();
        assertThat(Files.readString(folder.resolve("slugs.lock"))).isEqualTo(before);
    }

    @Test
    void thePlaceOfAPageIsThatOfItsLastFile() throws IOException {
        lock();
        Files.move(folder.resolve("runbooks/node/Disk.md"), folder.resolve("runbooks/disk.md"));
        lock();
        assertThat(locked()).containsExactly("disk-full runbooks/disk.md");
    }

    @Test
    void wherePagesAreNamedByFilesTheirPathsAreLocked() throws IOException {
        configure("https://r.example/{path}");
        lock();
        assertThat(locked()).containsExactly("node/Disk runbooks/node/Disk.md");
    }

    @Test
    void nothingIsWrittenWhereSomethingCouldNotBeRead() throws IOException {
        write("slugs.lock", "<<<<<<< ours\ngone runbooks/gone.md\n");
        LockReport report = lock();
        assertThat(report.passed()).isFalse();
        assertThat(report.summary()).isEqualTo("1 error; slugs.lock was not written");
        assertThat(report.text(false)).contains("resolve the conflict: keep the lines of both sides");
        assertThat(locked()).containsExactly("<<<<<<< ours", "gone runbooks/gone.md");
    }

    @Test
    void aBrokenConfigurationIsAFinding() throws IOException {
        write("runbook.yaml", "runbooks: [");
        assertThat(lock().passed()).isFalse();
        assertThat(folder.resolve("slugs.lock")).doesNotExist();
    }
}
