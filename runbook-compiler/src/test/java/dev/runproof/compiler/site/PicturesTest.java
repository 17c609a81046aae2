package dev.runproof.compiler.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are shown as pictures. */
class PicturesTest {

    private static final String PNG = "\u0089PNG\r\n\u001a\n0123";

    @TempDir
    private Path work;

    private Path folder;

    @BeforeEach
    void files() throws IOException {
        folder = Files.createDirectories(work.resolve("repository"));
        Files.createDirectories(folder.resolve("books/img"));
    }

    private void write(String name, String content) throws IOException {
        Files.write(work.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String shown(String address) {
        Runbook runbook = new RunbookReader(SlugSource.TITLE)
                .read(
                        new SourceFile("books/a.md", "# A\n\n![x](<" + address + ">)\n"),
                        "books/a.md",
                        "a",
                        new Findings());
        return Pictures.of(List.of(runbook), folder).path(runbook, address);
    }

    @ParameterizedTest
    @CsvSource({"img/a%20b.png", "../books/img/a%20b.png", "/books/img/a%20b.png", "./img/a%20b.png"})
    void aPictureIsFoundFromItsRunbookAndFromTheTop(String address) throws IOException {
        write("repository/books/img/a b.png", PNG);

        assertThat(shown(address)).matches("_site/[0-9a-f]{24}\\.png");
    }

    @ParameterizedTest
    @CsvSource({"GIF89a...,.gif", "GIF87a...,.gif", "\u00ff\u00d8\u00ff\u00e0...,.jpg", "RIFF1234WEBPVP8,.webp"})
    void whatItIsSayItsFirstBytesAndNotItsName(String content, String ending) throws IOException {
        write("repository/books/p.png", content);

        assertThat(shown("p.png")).endsWith(ending);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<html>\u0089PNG",
                "GIF88a",
                "RIFF1234WAVE",
                "",
                "#!/bin/sh"
            })
    void whatHoldsNoPixelsIsNotShown(String content) throws IOException {
        write("repository/books/p.png", content);

        assertThat(shown("p.png")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../out.png",
                "../../repository/../out.png",
                "%2e%2e/%2e%2e/out.png",
                "/../out.png",
                "//example.com/out.png",
                "https://example.com/out.png",
                "in.svg",
                "folder.png",
                "gone.png",
                "p.png?x",
                "a\u0000.png"
            })
    void nothingElseIsRead(String address) throws IOException {
        write("out.png", PNG);
        write("repository/books/in.svg", PNG);
        write("repository/books/p.png", PNG);
        Files.createDirectories(folder.resolve("books/folder.png"));

        assertThat(shown(address)).isEmpty();
    }

    @Test
    void whatIsBehindALinkOrTooLargeIsNotShown() throws IOException {
        write("out.png", PNG);
        Files.createSymbolicLink(folder.resolve("books/link.png"), work.resolve("out.png"));
        Files.createDirectories(work.resolve("other"));
        write("other/p.png", PNG);
        Files.createSymbolicLink(folder.resolve("books/linked"), work.resolve("other"));
        write("repository/books/large.png", PNG + "x".repeat(2 << 20));

        assertThat(shown("link.png")).isEmpty();
        assertThat(shown("linked/p.png")).isEmpty();
        assertThat(shown("large.png")).isEmpty();
    }
}
