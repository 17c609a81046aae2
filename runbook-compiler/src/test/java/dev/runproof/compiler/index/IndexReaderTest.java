package dev.runproof.compiler.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.javac.Javac;
import dev.runproof.compiler.processor.IndexProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexReaderTest {

    private static final String PORT = """
            {"format": 1, "name": "port", "class": {"binary": "shop.Net$Port", "source": "shop.Net.Port"},
             "summary": "A port.", "documentation": "A port. Of TCP.",
             "pattern": "[1-9][0-9]{0,4}", "maxLength": 5, "label": "port", "falcoField": "fd.rport"}
            """;

    private static final String CLOSE_PORT = """
            {"format": 1, "name": "close-port", "class": {"binary": "shop.ClosePort", "source": "shop.ClosePort"},
             "summary": "Closes.", "documentation": "Closes.",
             "parameters": [{"name": "the-port", "component": "thePort", "type": "port", "documentation": "which",
                             "waits": 2}],
             "target": "the-port", "inverse": "Opens it", "audit": "server-dry-run",
             "permissions": [{"group": "", "resource": "pods", "verbs": ["get"], "scope": "own-namespace",
                              "names": ["a"], "targets": ["pod"], "afterwards": true}],
             "reversible": false, "isolates": true, "observes": true, "needs": ["evidence", "protection"], "ending": "asked", "atLeastSeconds": 37}
            """;

    private static final String IS_OPEN = """
            {"format": 1, "name": "is-open", "class": {"binary": "shop.IsOpen", "source": "shop.IsOpen"},
             "summary": "", "documentation": "", "parameters": [], "moments": ["post-check"], "permissions": [],
             "gives": ["traffic-share"], "of": ["port"], "atLeastSeconds": 3}
            """;

    private static final String PORT_PROCESS = """
            {"format": 1, "name": "port.owner", "class": {"binary": "shop.PortOwner", "source": "shop.PortOwner"},
             "summary": "Owns.", "documentation": "Owns.", "from": "port", "to": "port",
             "permissions": [{"group": "", "resource": "pods", "verbs": ["get"], "scope": "cluster"}]}
            """;

    private static final TypeEntry PORT_ENTRY = new TypeEntry(
            "port",
            new JavaClass("shop", List.of("Net", "Port")),
            new Documentation("A port.", "A port. Of TCP."),
            "[1-9][0-9]{0,4}",
            5,
            "port",
            "fd.rport");

    private static final ActionEntry CLOSE_PORT_ENTRY = new ActionEntry(
            "close-port",
            new JavaClass("shop", List.of("ClosePort")),
            new Documentation("Closes.", "Closes."),
            List.of(new Parameter("the-port", "thePort", "port", "which", Optional.empty(), 2)),
            "the-port",
            "Opens it",
            ActionEntry.Audit.SERVER_DRY_RUN,
            List.of(new Permission(
                    "", "pods", List.of("get"), Permission.Scope.OWN_NAMESPACE, List.of("a"), List.of("pod"), true)),
            new Demands(
                    false,
                    true,
                    true,
                    Set.of(Safeguard.EVIDENCE, Safeguard.PROTECTION),
                    Demands.Ending.ASKED,
                    Duration.ofSeconds(37)));

    private static final CheckEntry IS_OPEN_ENTRY = new CheckEntry(
            "is-open",
            new JavaClass("shop", List.of("IsOpen")),
            new Documentation("", ""),
            List.of(),
            Set.of(CheckEntry.Moment.POST_CHECK),
            List.of(),
            Set.of(Safeguard.TRAFFIC_SHARE),
            Duration.ofSeconds(3),
            Set.of("port"));

    private static final Map<String, String> FILES = Map.of(
            "META-INF/runproof/type/port.json", PORT,
            "META-INF/runproof/action/close-port.json", CLOSE_PORT,
            "META-INF/runproof/check/is-open.json", IS_OPEN);

    @TempDir
    private Path temp;

    private Path folder(String name, Map<String, String> files) throws IOException {
        Path folder = Files.createDirectories(temp.resolve(name));
        for (var file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return folder;
    }

    private Path jar(String name, Map<String, String> files) throws IOException {
        Path jar = temp.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return jar;
    }

    private static void isWhole(IndexReading reading) {
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.index().actions()).containsExactly(Map.entry("close-port", CLOSE_PORT_ENTRY));
        assertThat(reading.index().checks()).containsExactly(Map.entry("is-open", IS_OPEN_ENTRY));
        assertThat(reading.index().types()).containsExactly(Map.entry("port", PORT_ENTRY));
    }

    @Test
    void readsALookup() throws IOException {
        var files = new HashMap<>(FILES);
        files.put("META-INF/runproof/lookup/port.owner.json", PORT_PROCESS);
        for (Path element : List.of(folder("with", files), jar("with.jar", files))) {
            var reading = IndexReader.read(List.of(element));
            isWhole(reading);
            var lookup = reading.index().lookup(PORT_ENTRY, "owner").orElseThrow();
            assertThat(lookup)
                    .isEqualTo(new LookupEntry(
                            "port.owner",
                            new JavaClass("shop", List.of("PortOwner")),
                            new Documentation("Owns.", "Owns."),
                            "port",
                            "port",
                            List.of(new Permission(
                                    "",
                                    "pods",
                                    List.of("get"),
                                    Permission.Scope.CLUSTER,
                                    List.of(),
                                    List.of(),
                                    false))));
            assertThat(reading.index().typeOf(lookup)).isEqualTo(PORT_ENTRY);
            assertThat(reading.index().lookupsOf(PORT_ENTRY)).containsExactly("owner");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "to": "port"        | "to": "pipe"        | what it finds has the type pipe, which nothing on the class path describes
            "from": "port"      | "from": "pipe"      | has a name that does not begin with the type that it looks at
            "name": "port.owner"| "name": "port.user" | describes port.user, not port.owner
            "from": "port",     | ''                  | lacks the text from
            """)
    void refusesALookup(String text, String replacement, String problem) throws IOException {
        var files = new HashMap<>(FILES);
        files.put("META-INF/runproof/lookup/port.owner.json", PORT_PROCESS.replace(text, replacement));
        var reading = IndexReader.read(List.of(folder("with", files)));
        assertThat(reading.problems()).extracting(IndexProblem::message).containsExactly(problem);
        assertThat(reading.index().lookups()).isEmpty();
    }

    @Test
    void readsAFolder() throws IOException {
        isWhole(IndexReader.read(List.of(folder("classes", FILES))));
    }

    @Test
    void readsAJar() throws IOException {
        isWhole(IndexReader.read(List.of(jar("actions.jar", FILES))));
    }

    @Test
    void readsWhatTheProcessorWrote() {
        assertThat(Javac.into(temp, new IndexProcessor()).compile(Map.of("shop/Port.java", """
                                        package shop;
                                        import dev.runproof.runtime.index.*;
                                        /** A port. Of TCP. */
                                        @RunbookType(name = "port", pattern = "[0-9\\"]+", maxLength = 5, label = "port", falcoField = "fd.rport")
                                        public record Port(String text) {
                                            public static Port parse(String text) { return new Port(text); }
                                        }
                                        """)))
                .isEmpty();
        var reading = IndexReader.read(List.of(temp));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.index().type("port"))
                .contains(new TypeEntry(
                        "port",
                        new JavaClass("shop", List.of("Port")),
                        new Documentation("A port.", "A port. Of TCP."),
                        "[0-9\"]+",
                        5,
                        "port",
                        "fd.rport"));
    }

    @Test
    void theFirstElementDecides() throws IOException {
        var other = jar("other.jar", Map.of("META-INF/runproof/type/port.json", PORT.replace("fd.rport", "fd.sport")));
        isWhole(IndexReader.read(List.of(folder("classes", FILES), other)));
        assertThat(IndexReader.read(List.of(other, folder("classes", FILES)))
                        .index()
                        .type("port"))
                .hasValueSatisfying(port -> assertThat(port.falcoField()).isEqualTo("fd.sport"));
    }

    @Test
    void passesOverWhatIsNoEntry() throws IOException {
        var foreign = Map.of(
                "META-INF/runproof/type/port.examples.json", "[]",
                "META-INF/runproof/type/Port.json", "[]",
                "META-INF/runproof/type/sub/port.json", "[]",
                "META-INF/runproof/other/port.json", "[]",
                "x/META-INF/runproof/type/port.json", "[]",
                "META-INF/runproof/type/../../port.json", "[]");
        var classPath = List.of(
                jar("foreign.jar", foreign),
                folder("foreign", Map.of("META-INF/runproof/type/port.examples.json", "[]")),
                temp.resolve("absent.jar"),
                Files.writeString(temp.resolve("notes.txt"), "no jar"));
        var reading = IndexReader.read(classPath);
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.index().types()).isEmpty();
    }

    @Test
    void saysWhichJarIsBroken() throws IOException {
        Path broken = Files.writeString(temp.resolve("broken.jar"), "no zip");
        var reading = IndexReader.read(List.of(broken, folder("classes", FILES)));
        assertThat(reading.index().actions()).hasSize(1);
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.place()).isEqualTo(broken.toString());
            assertThat(problem.message()).startsWith("cannot be read: ");
        });
    }

    @Test
    void refusesAFileThatIsLargeWhenUnpacked() throws IOException {
        Path bomb = jar("bomb.jar", Map.of("META-INF/runproof/type/port.json", " ".repeat(50_000_000)));
        assertThat(Files.size(bomb)).isLessThan(100_000);
        assertThat(IndexReader.read(List.of(bomb)).problems())
                .containsExactly(
                        new IndexProblem(bomb + "!/META-INF/runproof/type/port.json", "is larger than 256 KiB"));
    }

    @Test
    void dropsAnActionWithoutItsType() throws IOException {
        Path folder = folder("classes", Map.of("META-INF/runproof/action/close-port.json", CLOSE_PORT));
        var reading = IndexReader.read(List.of(folder));
        assertThat(reading.index().actions()).isEmpty();
        assertThat(reading.problems())
                .containsExactly(new IndexProblem(
                        folder + "/META-INF/runproof/action/close-port.json",
                        "parameter the-port has the type port, which nothing on the class path describes"));
    }

    private static String closePortWithDefault(String json) {
        return CLOSE_PORT.replace("\"documentation\": \"which\"", "\"documentation\": \"which\", \"default\": " + json);
    }

    @Test
    void readsADefault() throws IOException {
        var files = new HashMap<>(FILES);
        files.put("META-INF/runproof/action/close-port.json", closePortWithDefault("\"80\""));
        var reading = IndexReader.read(List.of(folder("classes", files)));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.index().action("close-port").orElseThrow().parameters())
                .containsExactly(new Parameter("the-port", "thePort", "port", "which", Optional.of("80"), 2));
    }

    @ParameterizedTest
    @CsvSource({"'\"none\"', the default of parameter the-port is not of type port", "80, lacks the text default"})
    void dropsAnActionWhoseDefaultIsNone(String json, String problem) throws IOException {
        var files = new HashMap<>(FILES);
        files.put("META-INF/runproof/action/close-port.json", closePortWithDefault(json));
        Path folder = folder("classes", files);
        var reading = IndexReader.read(List.of(folder));
        assertThat(reading.index().actions()).isEmpty();
        assertThat(reading.index().checks()).isNotEmpty();
        assertThat(reading.problems())
                .containsExactly(new IndexProblem(folder + "/META-INF/runproof/action/close-port.json", problem));
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            type/port         | "format": 1             | "format": 2                 | has format 2; this version reads format 1 only
            type/port         | "format": 1             | "format": "1"               | lacks the whole number format
            type/port         | "name": "port"          | "name": "ports"             | describes ports, not port
            type/port         | {"format"               | [{"format"                  | is not JSON, at line 4, column 1
            type/port         | "label": "port"         | "label": "port", "label": 1 | is not JSON, at line 3, column 72
            type/port         | "fd.rport"}             | "fd.rport"} {}              | is not JSON, at line 3, column 91
            type/port         | "label": "port",        |                             | lacks the text label
            type/port         | [1-9]                   | [1-9                        | has a pattern that is not a regular expression
            type/port         | "maxLength": 5          | "maxLength": 10241          | has a maxLength that is not within 1..10240
            type/port         | shop.Net$Port           | shop.Net$Sort               | has two names for its class that do not fit together
            type/port         | shop.Net                | shop.Net-                   | has a class whose name is not one of Java's
            type/port         | shop.Net                | int.Net                     | has a class whose name is not one of Java's
            type/port         | "shop.Net$Port"         | "Port"                      | has a class that is in no package
            action/close-port | "target": "the-port"    | "target": "that-port"       | has a target that is not a parameter
            action/close-port | "thePort"               | "new"                       | has a component whose name is not one of Java's
            action/close-port | "type": "port"          | "type": "Port"              | has a type that is not lower case words joined by hyphens
            action/close-port | "server-dry-run"        | "guess"                     | has an unknown word in audit
            action/close-port | "own-namespace"         | "moon"                      | has an unknown word in scope
            action/close-port | ["get"]                 | [1]                         | has something else than texts in verbs
            check/is-open     | ["post-check"]          | "post-check"                | lacks the list moments
            check/is-open     | ["post-check"]          | ["later"]                   | has an unknown word in moments
            """)
    void refuses(String file, String text, String replacement, String message) throws IOException {
        var files = new HashMap<>(FILES);
        String path = "META-INF/runproof/" + file + ".json";
        files.computeIfPresent(path, (key, content) -> {
            assertThat(content).contains(text);
            return content.replace(text, replacement == null ? "" : replacement);
        });
        Path folder = folder("classes", files);
        assertThat(IndexReader.read(List.of(folder)).problems())
                .containsExactly(new IndexProblem(folder + "/" + path, message));
    }

    @Test
    void aPatternThatIsTooSlowAcceptsNothing() {
        // Without a limit it would accept this after hundreds of millions of steps.
        String exponential = "(a+)+\\1b|a+";
        var slow = new TypeEntry("slow", PORT_ENTRY.javaClass(), PORT_ENTRY.documentation(), exponential, 1024, "", "");
        assertThat(slow.accepts("aaa")).isTrue();
        assertThat(slow.accepts("a".repeat(27))).isFalse();
        assertThat(slow.accepts("a".repeat(1024))).isFalse();
    }

    @Test
    void aTextThatIsTooLongIsNoValue() {
        assertThat(PORT_ENTRY.accepts("12345")).isTrue();
        assertThat(new TypeEntry("a", PORT_ENTRY.javaClass(), PORT_ENTRY.documentation(), "a*", 3, "", "")
                        .accepts("aaaa"))
                .isFalse();
    }
}
