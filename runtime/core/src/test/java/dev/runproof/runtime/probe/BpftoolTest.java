package dev.runproof.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
    void manyKeysAreGivenToOneProcess() throws IOException {
        var maps = new Bpftool(
                program("echo \"$@\" >> " + folder.resolve("args") + "; cat > " + folder.resolve("in")
                        + "; echo 'key: 00 ff  value: 07'; echo 'key: 01 ff  value: 08'; echo 'processed 2 commands'"),
                folder);

        assertThat(maps.lookup("m", List.of(new byte[] {0, (byte) 0xff}, new byte[] {1, (byte) 0xff})))
                .extracting(value -> value.orElseThrow()[0])
                .containsExactly((byte) 7, (byte) 8);
        assertThat(Files.readString(folder.resolve("args"))).isEqualTo("batch file -\n");
        assertThat(Files.readString(folder.resolve("in")))
                .isEqualTo("map lookup pinned " + folder.resolve("m") + " key hex 00 ff\nmap lookup pinned "
                        + folder.resolve("m") + " key hex 01 ff\n");
    }

    @Test
    void aKeyThatIsNotThereEndsABatchAndNotTheLookUp() throws IOException {
        var maps = new Bpftool(program("""
                        answer() { case $1 in 01) printf 'key:\\n01\\n\\nNot found\\n'; exit 254;;
                                   *) echo "key: $1  value: $1";; esac; }
                        if [ "$1" = batch ]; then while read -r line; do answer "${line##* }"; done; else answer "$7"; fi
                        """), folder);

        assertThat(maps.lookup("m", List.of(new byte[] {0}, new byte[] {1}, new byte[] {2}, new byte[] {1})))
                .extracting(value -> value.map(bytes -> HexFormat.of().formatHex(bytes)))
                .containsExactly(Optional.of("00"), Optional.empty(), Optional.of("02"), Optional.empty());
    }

    @Test
    void ofAMapThatIsNotThereNoKeyIsGuessed() throws IOException {
        var maps = printing("Error: bpf obj get (/m): No such file or directory\n", 255);

        assertThatThrownBy(() -> maps.lookup("m", List.of(new byte[] {1}, new byte[] {2})))
                .isInstanceOf(UnreadableMapException.class);
    }

    @Test
    void anAnswerAboutAnotherKeyIsNone() throws IOException {
        var maps = printing("key: 02 value: 03\n", 255);

        assertThatThrownBy(() -> maps.lookup("m", List.of(new byte[] {1}))).isInstanceOf(UnreadableMapException.class);
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
