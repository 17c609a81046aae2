package dev.runproof.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar and the script, each as a process. */
class RunproofIT {

    private static final String LINKED = "no findings; 1 alert in 1 file, 1 runbook: 1 linked\n";

    @TempDir
    private Path folder;

    @TempDir
    private Path cache;

    @BeforeEach
    void anEstate() throws IOException {
        Files.writeString(
                folder.resolve("runbook.yaml"),
                "{base-url: https://r.example, runbooks: [scan.md], alert-rules: [r.yaml]}");
        Files.writeString(folder.resolve("r.yaml"), """
                groups:
                  - name: g
                    rules:
                      - alert: A
                        expr: x{source_ip!="", namespace!=""}
                        annotations: { runbook_url: https://r.example/scan/ }
                """);
        runbook("block-ip");
    }

    private void runbook(String action) throws IOException {
        Files.writeString(folder.resolve("scan.md"), """
                # Scan

                ```yaml transaction
                name: block-source
                inputs: { source: { type: ip }, where: { type: namespace } }
                pre-check: [not-protected, traffic-share-below]
                action: { %s: { address: $source, in: $where } }
                max-duration: 30s
                expires: 1h
                ```
                """.formatted(action));
    }

    private LaidOut.Outcome script(Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        return LaidOut.run(folder, environment, List.of(LaidOut.SCRIPT.toString()), words);
    }

    @Test
    void theJarKnowsTheActionsOfTheRuntime() throws IOException, InterruptedException {
        assertThat(LaidOut.jar(folder, "check")).isEqualTo(new LaidOut.Outcome(0, LINKED, ""));
        runbook("blok-ip");
        LaidOut.Outcome outcome = LaidOut.jar(folder, "check");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("scan.md:7:11: error[unknown-action]")
                .contains("did you mean block-ip?");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void whatTheSchemaRefusesIsToldOnce() throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("runbook.yaml"),
                "{base-url: https://r.example, runbooks: [scan.md], alert-rules: [r.yaml], fail_on: error}");
        LaidOut.Outcome outcome = LaidOut.jar(folder, "check");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).contains("did you mean fail-on?");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void anIndexOfOnesOwnComesFirst() throws IOException, InterruptedException {
        Path actions = Files.createDirectories(folder.resolve("own/META-INF/runproof/action"));
        Files.writeString(actions.resolve("block-ip.json"), "{");
        assertThat(LaidOut.jar(folder, "check", "--index", "own").out())
                .contains("own/META-INF/runproof/action/block-ip.json:1:1: error[invalid-index]");
    }

    @Test
    void theJarHoldsTheLicenceOfAllThatIsInIt() throws IOException {
        try (var jar = new JarFile(LaidOut.JAR.toFile())) {
            List<String> names = jar.stream().map(ZipEntry::getName).toList();
            String list = new String(
                    jar.getInputStream(jar.getEntry("META-INF/licenses/README.txt"))
                            .readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
            List<String> strangers = names.stream()
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .map(name -> Stream.of(name.split("/"))
                            .limit(2)
                            .reduce((a, b) -> a + "." + b)
                            .orElse(name))
                    .filter(name -> !name.equals("dev.runproof"))
                    .distinct()
                    .toList();
            assertThat(strangers)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(list).contains("\n" + name));
            assertThat(list).contains("minisearch");
            assertThat(names)
                    .anyMatch(name -> name.matches("META-INF/licenses/jackson-core.*/META-INF/LICENSE"))
                    .anyMatch(name -> name.matches("META-INF/licenses/commonmark-.*/META-INF/LICENSE.txt"))
                    .contains("META-INF/licenses/minisearch/LICENSE.txt", "META-INF/runproof/site/minisearch.js")
                    .contains("META-INF/runproof/action/block-ip.json")
                    .doesNotContain("module-info.class")
                    .noneMatch(name -> name.startsWith("dev/runproof/runtime/"));
        }
    }

    @Test
    void theScriptIsFoundThroughLinksAndKeepsAnArchive() throws IOException, InterruptedException {
        Path bin = Files.createDirectory(folder.resolve("bin of a user"));
        Path link = Files.createSymbolicLink(bin.resolve("gate"), LaidOut.SCRIPT);
        Map<String, String> environment =
                Map.of("XDG_CACHE_HOME", cache.resolve("a b").toString());
        for (int i = 0; i < 2; i++) {
            assertThat(LaidOut.run(folder, environment, List.of(link.toString()), "check"))
                    .isEqualTo(new LaidOut.Outcome(0, LINKED, ""));
            assertThat(archives())
                    .singleElement()
                    .satisfies(archive -> assertThat(archive).isNotEmptyFile());
        }
        LaidOut.Outcome loaded = LaidOut.run(
                folder,
                Map.of(),
                List.of(
                        LaidOut.JAVA,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:SharedArchiveFile=" + archives().get(0),
                        "-Xlog:class+load",
                        "-jar",
                        LaidOut.JAR.toString()),
                "check");
        assertThat(loaded.out()).containsPattern("RunbookCompiler source: shared objects file \\(top\\)");
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aSpoiltArchiveIsPassedOver() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString());
        script(environment, "--version");
        Path archive = archives().get(0);
        Files.delete(archive);
        for (String spoilt : List.of("", "no archive", "x".repeat(100_000))) {
            Files.writeString(archive, spoilt);
            assertThat(script(environment, "check")).isEqualTo(new LaidOut.Outcome(0, LINKED, ""));
        }
    }

    @Test
    void whereNoneCanBeKeptItRunsAllTheSame() throws IOException, InterruptedException {
        Path file = Files.createFile(cache.resolve("file"));
        var nowhere = Map.of("XDG_CACHE_HOME", file.toString());
        var homeless = Map.of("XDG_CACHE_HOME", "", "HOME", "");
        var thrownAway = Map.of("XDG_CACHE_HOME", cache.resolve("ci").toString(), "CI", "true");
        for (Map<String, String> environment : List.of(nowhere, homeless, thrownAway)) {
            assertThat(script(environment, "check")).isEqualTo(new LaidOut.Outcome(0, LINKED, ""));
        }
        assertThat(archives()).containsExactly(file);
    }

    @Test
    void optionsOfTheJvmAreTheUsers() throws IOException, InterruptedException {
        LaidOut.Outcome outcome =
                script(Map.of("XDG_CACHE_HOME", cache.toString(), "JDK_JAVA_OPTIONS", "-XX:+UseParallelGC"), "check");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualTo(LINKED);
    }

    @Test
    void aFullDiskAndAClosedPipeAreNoStackTrace() throws IOException, InterruptedException {
        var shell = List.of("/bin/sh", "-c");
        var environment = Map.of("XDG_CACHE_HOME", cache.toString(), "CI", "true", "SCRIPT", LaidOut.SCRIPT.toString());
        LaidOut.Outcome full = LaidOut.run(folder, environment, shell, "exec \"$SCRIPT\" check >/dev/full");
        assertThat(full.exitCode()).isEqualTo(3);
        assertThat(full.err()).isEqualTo("runproof: cannot write the output: No space left on device\n");
        LaidOut.Outcome closed =
                LaidOut.run(folder, environment, shell, "{ \"$SCRIPT\" check; echo $? >code; } | : ; cat code");
        assertThat(closed.err()).isEmpty();
        assertThat(closed.out()).isEqualTo("0\n");
        LaidOut.Outcome report =
                LaidOut.run(folder, environment, shell, "exec \"$SCRIPT\" check --json /dev/full --sarif /dev/null");
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.err()).isEqualTo("runproof: the report cannot be written: No space left on device\n");
        assertThat(Path.of("/dev/null")).matches(file -> !Files.isRegularFile(file));
    }
}
