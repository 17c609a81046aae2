package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in an image, wherever it is made. */
class ImageIT {

    private static final Pattern LAYER = Pattern.compile("[0-9a-f]{64}\\.tar\\.gz");
    private static final Pattern WRITABLE = Pattern.compile("(?m)^.{5}w|^.{8}w.*");
    private static final String NAME = "registry.example.com/runproof/executor:test";
    private static final Program TAR = new Program("tar", "it is part of Debian");

    @TempDir
    Path folder;

    @BeforeEach
    void whatMakesIt() {
        new Program("dpkg-query", "images are made on Debian or Ubuntu").require();
        new Program("unshare", "install util-linux").require();
    }

    @Test
    void isTheSameFromAnotherFolder() throws IOException {
        Path first = folder.resolve("first.tar");
        Image.make(NAME, first, "--label=org.opencontainers.image.revision=abc");
        Path again = folder.resolve("another folder").resolve("again.tar");
        Image.make(NAME, again, "--label=org.opencontainers.image.revision=abc", "--archive=" + archiveOf(first));

        assertThat(Files.mismatch(first, again)).isEqualTo(-1);
        assertThat(config(first))
                .contains("\"User\":\"65532:65532\"", "\"org.opencontainers.image.revision\":\"abc\"")
                .contains("\"created\":\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void hasOurTransactionsNoShellAndNothingToWriteBesideTmp() throws IOException {
        Path tar = folder.resolve("image.tar");
        Image.make(NAME, tar, "--without-archive");
        Path layers = unpacked(tar);
        var listing = new StringBuilder();
        for (String layer : layers(tar)) {
            listing.append(run(
                    "--list",
                    "--verbose",
                    "--numeric-owner",
                    "--full-time",
                    "--file",
                    layers.resolve(layer).toString()));
        }

        assertThat(listing.toString())
                .contains(
                        " app/lib/runproof-runbooks-", " var/lib/dpkg/status.d/libc6", " usr/share/doc/libc6/copyright")
                .contains(" jre/lib/security/cacerts")
                .doesNotContain("bin/sh", "runproof-image", "jib-core", "executor.jsa")
                .doesNotContain("->");
        assertThat(listing.toString().lines())
                .allMatch(line -> line.contains(" 0/0 ") && line.contains(" 1970-01-01 00:00:01 "))
                .filteredOn(line -> WRITABLE.matcher(line).find())
                .allMatch(line -> line.endsWith(" tmp/"));
    }

    private Path archiveOf(Path tar) throws IOException {
        Path layers = unpacked(tar);
        List<String> names = layers(tar);
        run(
                "--extract",
                "--directory",
                layers.toString(),
                "--file",
                layers.resolve(names.get(names.size() - 1)).toString());
        return layers.resolve("app/executor.jsa");
    }

    private Path unpacked(Path tar) throws IOException {
        Path layers = Files.createDirectory(folder.resolve("layers of " + tar.getFileName()));
        run("--extract", "--directory", layers.toString(), "--file", tar.toString());
        return layers;
    }

    private static List<String> layers(Path tar) {
        return LAYER.matcher(run("--extract", "--to-stdout", "--file", tar.toString(), "manifest.json"))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String config(Path tar) {
        return run("--extract", "--to-stdout", "--file", tar.toString(), "config.json");
    }

    private static String run(String... arguments) {
        // Jib writes times also as the BSDs have them, of which this tar has not heard.
        var all = new ArrayList<>(List.of("--warning=no-unknown-keyword"));
        all.addAll(List.of(arguments));
        var outcome = TAR.run("", all);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome.output();
    }
}
