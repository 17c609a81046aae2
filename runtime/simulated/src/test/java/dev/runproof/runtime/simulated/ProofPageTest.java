package dev.runproof.runtime.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that says what is proved names tests that there are, and leaves out no policy. */
class ProofPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "proof.md");
    private static final Path RUNBOOKS = Path.of("..", "..", "runbooks/src/test/java/dev/runproof/runbooks");
    private static final Path POLICIES = Path.of("..", "core/src/main/resources/META-INF/runproof/admission");
    private static final Pattern POLICY = Pattern.compile("kind: ValidatingAdmissionPolicy\nmetadata:\n  name: (\\S+)");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+)(?:\\.([a-z][A-Za-z0-9]+))?`");
    private static final List<String> PACKAGES =
            List.of("dev.runproof.runtime.contract", "dev.runproof.runtime.simulated");

    @Test
    void everyTestThatItNamesIsThere() throws IOException {
        var named = TEST.matcher(Files.readString(PAGE)).results().toList();

        assertThat(named).hasSizeGreaterThan(18).allSatisfy(test -> {
            if (test.group(1).endsWith("IT")) {
                // Those of the library of runbooks, whose module comes later than this one.
                assertThat(RUNBOOKS.resolve(test.group(1) + ".java")).exists();
                return;
            }
            var found =
                    PACKAGES.stream().map(name -> name + "." + test.group(1)).flatMap(ProofPageTest::find);
            assertThat(found).as(test.group()).anySatisfy(type -> {
                if (test.group(2) != null) {
                    assertThat(Arrays.stream(type.getDeclaredMethods()).map(method -> method.getName()))
                            .contains(test.group(2));
                }
            });
        });
    }

    @Test
    void eachPolicyThatIsShippedHasItsLine() throws IOException {
        String page = Files.readString(PAGE);
        var names = new ArrayList<String>();
        try (Stream<Path> files = Files.list(POLICIES)) {
            for (Path file : files.toList()) {
                POLICY.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
            }
        }

        assertThat(names).hasSizeGreaterThan(18);
        assertThat(names)
                .allSatisfy(name -> assertThat(page.lines()
                                .filter(line -> line.startsWith("| `runproof-") && line.contains("`" + name + "`")))
                        .as(name)
                        .hasSize(1));
    }

    private static Stream<Class<?>> find(String name) {
        try {
            return Stream.of(Class.forName(name, false, ProofPageTest.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Stream.empty();
        }
    }
}
