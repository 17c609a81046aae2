package dev.runproof.compiler.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedFolderTest {

    private static final GeneratedFile A = file("shop/A.java", "a");
    private static final GeneratedFile B = file("shop/B.java", "b");

    @TempDir
    private Path temp;

    private Path folder;
    private GeneratedFolder generated;

    @BeforeEach
    void prepare() {
        folder = temp.resolve("generated");
        generated = new GeneratedFolder(folder, temp.resolve("state/list"));
    }

    private static GeneratedFile file(String path, String text) {
        return new GeneratedFile(GeneratedFile.Kind.SOURCE, path, text);
    }

    @Test
    void writesWhatChangedAndRemovesWhatIsGone() throws IOException {
        assertThat(generated.update(List.of(A, B))).containsExactly("shop/A.java", "shop/B.java");
        var old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(folder.resolve("shop/A.java"), old);
        Files.writeString(folder.resolve("shop/Foreign.java"), "mine");

        assertThat(generated.update(List.of(A, file("shop/C.java", "c"))))
                .containsExactly("shop/B.java", "shop/C.java");

        assertThat(Files.getLastModifiedTime(folder.resolve("shop/A.java"))).isEqualTo(old);
        assertThat(folder.resolve("shop/B.java")).doesNotExist();
        assertThat(folder.resolve("shop/C.java")).hasContent("c");
        assertThat(folder.resolve("shop/Foreign.java")).hasContent("mine");
        assertThat(generated.update(List.of(A, file("shop/C.java", "c")))).isEmpty();
        assertThat(generated.update(List.of(file("shop/A.java", "new")))).containsExactly("shop/A.java", "shop/C.java");
        assertThat(folder.resolve("shop/A.java")).hasContent("new");
    }

    @Test
    void touchesNothingWhereThereIsNothing() throws IOException {
        assertThat(generated.update(List.of())).isEmpty();
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void doesNotOverwriteWhatItDidNotWrite() throws IOException {
        Files.createDirectories(folder.resolve("shop"));
        Files.writeString(folder.resolve("shop/A.java"), "mine");
        assertThatThrownBy(() -> generated.update(List.of(A, B)))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("shop/A.java")
                        + ": it was not generated; move it, or generate into another folder");
        assertThat(folder.resolve("shop/A.java")).hasContent("mine");
        assertThat(folder.resolve("shop/B.java")).doesNotExist();
    }

    @Test
    void doesNotWriteThroughALink() throws IOException {
        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
        Files.createDirectories(folder);
        Files.createSymbolicLink(folder.resolve("shop"), elsewhere);
        assertThatThrownBy(() -> generated.update(List.of(A)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("symbolic link");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void doesNotRemoveWhatAForgedListNames() throws IOException {
        generated.update(List.of(A));
        Path outside = Files.writeString(temp.resolve("outside"), "mine");
        Files.writeString(temp.resolve("state/list"), "../outside\n" + outside + "\nshop/../../outside\n");
        generated.update(List.of(B));
        assertThat(outside).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../A.java", "/A.java", "shop//A.java", "shop/../../A.java", ""})
    void refusesAPathOutOfTheFolder(String path) {
        assertThatThrownBy(() -> generated.update(List.of(file(path, "a"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
