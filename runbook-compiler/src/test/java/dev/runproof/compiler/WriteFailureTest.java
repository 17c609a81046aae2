package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why something could not be written. */
class WriteFailureTest {

    @TempDir
    private Path folder;

    @Test
    void aPathAloneIsNoReason() {
        assertThat(WriteFailure.reason(new AccessDeniedException("a"))).isEqualTo("a: access denied");
        assertThat(WriteFailure.reason(new NoSuchFileException("a")))
                .isEqualTo("a: there is no such folder, and it cannot be made");
        assertThat(WriteFailure.reason(new FileSystemLoopException("a"))).isEqualTo("a: FileSystemLoop");
    }

    @Test
    void whatSaysMoreIsToldAsItIs() {
        assertThat(WriteFailure.reason(new IOException("No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(WriteFailure.reason(new FileAlreadyExistsException("a", null, "is not empty")))
                .isEqualTo("a: is not empty");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));

        IOException thrown = Assertions.catchThrowableOfType(IOException.class, () -> Files.createDirectories(file));

        assertThat(WriteFailure.reason(thrown)).isEqualTo(file + ": there is something else of that name");
    }
}
