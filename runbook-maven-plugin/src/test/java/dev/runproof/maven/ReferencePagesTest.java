package dev.runproof.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.RunbookCompiler;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of docs/reference are those of the runtime's index as it is now; {@code -Drecreate=true} writes them anew. */
class ReferencePagesTest {

    private static final Path DOCS = Path.of("../docs/reference");
    private static final String ENTRY = "META-INF/runproof/action/block-ip.json";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"actions.md", "checks.md", "types.md"})
    void areOfTheIndex(String page) throws IOException, URISyntaxException {
        var report = new RunbookCompiler(folder, List.of(runtime())).describe(folder);
        assertThat(report.text(false)).isEmpty();
        if (Boolean.getBoolean("recreate")) {
            Files.copy(folder.resolve(page), DOCS.resolve(page), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(DOCS.resolve(page)).hasSameTextualContentAs(folder.resolve(page));
    }

    /** The runtime's jar, or its folder of classes where nothing was packaged. */
    private static Path runtime() throws IOException, URISyntaxException {
        URL entry =
                Objects.requireNonNull(ReferencePagesTest.class.getClassLoader().getResource(ENTRY));
        if (entry.openConnection() instanceof JarURLConnection jar) {
            return Path.of(jar.getJarFileURL().toURI());
        }
        return Path.of(entry.toURI()).resolve("../../../..").normalize();
    }
}
