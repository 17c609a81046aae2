package dev.runproof.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program in its place that prints what {@code bpftool} 7.1 was seen to print. */
class BpftoolTest {

    @TempDir
    private Path folder;

    @Test
    void aDumpIsReadInEitherLayout() throws IOException {
        var maps = printing("""
                key: 0a 00  value: 01 02
                key:
                28 00 00 00 02 00 00 01  00 00 00 00
                value:
                00 00 01 00 00 00 00 00  00 00 00 00 00 00 00 00
                00 00 00 00 00 00 00 00
                key: 0b 00  value: <no entry>
                Found 2 elements
                """, 0);

        assertThat(maps.dump("m"))
                .containsExactly(
                        new MapEntry(new byte[] {10, 0}, new byte[] {1, 2}),
                        new MapEntry(
                                new byte[] {0x28, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 0},
                                new byte[] {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    }

    @Test
    void aKeyThatIsNotThereIsNoError() throws IOException {
        var maps = printing("key:\na0 00\n\nNot found\n", 254);

        assertThat(maps.lookup("m", new byte[] {(byte) 0xa0, 0})).isEmpty();
    }

    @Test
    void aKeyIsGivenInHexadecimalBytes() throws IOException {
        var maps = new Bpftool(program("echo \"key: 00 value: 07\"; echo \"$@\" > " + folder.resolve("args")), folder);

        assertThat(maps.lookup("m", new byte[] {0, (byte) 0xff, 16}))
                .hasValueSatisfying(value -> assertThat(value).containsExactly(7));
        assertThat(Files.readString(folder.resolve("args")))
                .isEqualTo("map lookup pinned " + folder.resolve("m") + " key hex 00 ff 10\n");
    }

    @Test
    void aMapThatIsNotThereIsAnError() throws IOException {
        var maps = printing("Error: bpf obj get (/m): No such file or directory\n", 255);

        assertThatThrownBy(() -> maps.dump("m"))
                .isInstanceOf(UnreadableMapException.class)
                .hasMessageContaining("No such file");
        assertThatThrownBy(() -> maps.lookup("m", new byte[] {1})).isInstanceOf(UnreadableMapException.class);
    }

    @Test
    void aProgramThatIsNotThereIsAnError() {
        var maps = new Bpftool(folder.resolve("nothing").toString(), folder);

        assertThatThrownBy(() -> maps.dump("m")).isInstanceOf(UnreadableMapException.class);
    }

    private Bpftool printing(String text, int code) throws IOException {
        Files.writeString(folder.resolve("text"), text);
        return new Bpftool(program("cat " + folder.resolve("text") + "; exit " + code), folder);
    }

    private String program(String script) throws IOException {
        var file = folder.resolve("bpftool");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }
}
