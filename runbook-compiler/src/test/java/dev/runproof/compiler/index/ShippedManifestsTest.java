package dev.runproof.compiler.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedManifestsTest {

    @TempDir
    private Path folder;

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path jar(String name, Map<String, String> entries) throws IOException {
        Path jar = folder.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return jar;
    }

    @Test
    void foldersAndJarsAreReadAndTheFirstOfANameCounts() throws IOException {
        write("classes/META-INF/runproof/crd/records.yaml", "first");
        Path jar = jar(
                "runtime.jar",
                Map.of(
                        "META-INF/runproof/crd/records.yaml", "second",
                        "META-INF/runproof/admission/effects.yaml", "effects",
                        "META-INF/runproof/policy/quarantine.yaml", "policy"));

        assertThat(ShippedManifests.read(List.of(folder.resolve("classes"), jar, folder.resolve("none"))))
                .isEqualTo(Map.of(
                        "crd/records.yaml", "first",
                        "admission/effects.yaml", "effects",
                        "policy/quarantine.yaml", "policy"));
    }

    @Test
    void whatIsNotOfTheFormIsLeft() throws IOException {
        write("classes/META-INF/runproof/crd/Records.yaml", "x");
        write("classes/META-INF/runproof/crd/records.yml", "x");
        Path jar = jar(
                "other.jar",
                Map.of(
                        "META-INF/runproof/crd/../../x.yaml", "x",
                        "META-INF/runproof/other/x.yaml", "x",
                        "META-INF/runproof/crd/a/x.yaml", "x",
                        "crd/x.yaml", "x"));

        assertThat(ShippedManifests.read(List.of(folder.resolve("classes"), jar)))
                .isEmpty();
    }

    @Test
    void whatIsTooLargeIsTold() throws IOException {
        write("classes/META-INF/runproof/crd/records.yaml", "x".repeat(1024 * 1024 + 1));

        assertThatThrownBy(() -> ShippedManifests.read(List.of(folder.resolve("classes"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("crd/records.yaml is larger than 1024 KiB");
    }

    @Test
    void aFileThatIsNoArchiveIsAProblem() throws IOException {
        write("broken.jar", "no archive");

        assertThatThrownBy(() -> ShippedManifests.read(List.of(folder.resolve("broken.jar"))))
                .isInstanceOf(IOException.class);
    }
}
