package dev.runproof.compiler.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.compiler.javac.Javac;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexProcessorTest {

    private static final String IMPORTS = """
            package shop;
            import dev.runproof.runtime.action.*;
            import dev.runproof.runtime.check.*;
            import dev.runproof.runtime.index.*;
            """;

    private static final String PORT = """
            /** A TCP port. */
            @RunbookType(name = "port", pattern = "[1-9][0-9]{0,4}", maxLength = 5, label = "port", falcoField = "fd.rport")
            public record Port(int number) {
                public static Port parse(String text) { return new Port(Integer.parseInt(text)); }
            }
            """;

    private static final String CLOSE_PORT = """
            /**
             * Closes a {@linkplain Port port} &amp; keeps {@code a<b} as it is. Second sentence.
             *
             * <p>Another <b>paragraph</b>, see {@link Port#parse(String)}.
             *
             * @param exposedPort the {@code port}
             *     to close
             * @param seenAt where it was seen
             */
            @RunbookAction(
                    name = "close-port",
                    target = "exposedPort",
                    inverse = "Opens it",
                    audit = Audit.SERVER_DRY_RUN,
                    permissions = @Permission(
                            group = "cilium.io",
                            resource = "ciliumnetworkpolicies",
                            verbs = {"get", "create"},
                            scope = Permission.Scope.TARGET_NAMESPACE, names = "all-closed", targets = {"port", "pod"}, afterwards = true))
            public record ClosePort(Port exposedPort, Port seenAt) implements Action {}
            """;

    private static final String IS_OPEN = """
            /** Looks whether it is open. */
            @RunbookCheck(name = "is-open", moments = {RunbookCheck.Moment.PRE_CHECK, RunbookCheck.Moment.POST_CHECK}, permissions = {})
            public record IsOpen() implements Check {}
            """;

    @TempDir
    private Path output;

    private final Map<String, String> sources = new TreeMap<>();

    @BeforeEach
    void write() {
        // The processor knows these interfaces by name; what is in them is none of its business.
        sources.put(
                "dev/runproof/runtime/action/Action.java",
                "package dev.runproof.runtime.action; /** An action. */ public interface Action {}");
        sources.put(
                "dev/runproof/runtime/check/Check.java",
                "package dev.runproof.runtime.check; /** A check. */ public interface Check {}");
        sources.put(
                "dev/runproof/runtime/transaction/Lookup.java",
                "package dev.runproof.runtime.transaction; /** A lookup. */ public interface Lookup {}");
        sources.put("shop/Port.java", IMPORTS + PORT);
        sources.put("shop/ClosePort.java", IMPORTS + CLOSE_PORT);
        sources.put("shop/IsOpen.java", IMPORTS + IS_OPEN);
    }

    private List<String> compile() {
        return Javac.into(output, new IndexProcessor()).compile(sources);
    }

    private String index(String name) throws IOException {
        return Files.readString(output.resolve("META-INF/runproof").resolve(name));
    }

    @Test
    void writesAnAction() throws IOException {
        assertThat(compile()).isEmpty();
        assertThat(index("action/close-port.json")).isEqualTo("""
                        {
                          "format": 1,
                          "name": "close-port",
                          "class": {
                            "binary": "shop.ClosePort",
                            "source": "shop.ClosePort"
                          },
                          "summary": "Closes a port & keeps a<b as it is.",
                          "documentation": "Closes a port & keeps a<b as it is. Second sentence.\\n\\nAnother paragraph, see Port.parse(String).",
                          "parameters": [
                            {
                              "name": "exposed-port",
                              "component": "exposedPort",
                              "type": "port",
                              "documentation": "the port to close"
                            },
                            {
                              "name": "seen-at",
                              "component": "seenAt",
                              "type": "port",
                              "documentation": "where it was seen"
                            }
                          ],
                          "target": "exposed-port",
                          "inverse": "Opens it",
                          "audit": "server-dry-run",
                          "permissions": [
                            {
                              "group": "cilium.io",
                              "resource": "ciliumnetworkpolicies",
                              "verbs": [
                                "get",
                                "create"
                              ],
                              "scope": "target-namespace",
                              "names": [
                                "all-closed"
                              ],
                              "targets": [
                                "port",
                                "pod"
                              ],
                              "afterwards": true
                            }
                          ],
                          "reversible": true,
                          "isolates": false,
                          "observes": false,
                          "needs": [],
                          "ending": "any",
                          "atLeastSeconds": 0
                        }
                        """);
    }

    @Test
    void writesACheckAndAType() throws IOException {
        assertThat(compile()).isEmpty();
        var json = new ObjectMapper();
        assertThat(json.readTree(index("check/is-open.json"))).isEqualTo(json.readTree("""
                                {"format": 1, "name": "is-open", "class": {"binary": "shop.IsOpen", "source": "shop.IsOpen"},
                                 "summary": "Looks whether it is open.", "documentation": "Looks whether it is open.",
                                 "parameters": [], "moments": ["pre-check", "post-check"], "permissions": [],
                                 "gives": [], "of": [], "atLeastSeconds": 0}
                                """));
        assertThat(json.readTree(index("type/port.json"))).isEqualTo(json.readTree("""
                                {"format": 1, "name": "port", "class": {"binary": "shop.Port", "source": "shop.Port"},
                                 "summary": "A TCP port.", "documentation": "A TCP port.",
                                 "pattern": "[1-9][0-9]{0,4}", "maxLength": 5, "label": "port", "falcoField": "fd.rport"}
                                """));
    }

    private static final String PORT_OWNER = """
            /** Who listens. */
            @RunbookLookup(
                    name = "port.owner",
                    from = Port.class,
                    to = Port.class,
                    permissions = @Permission(
                            group = "", resource = "pods", verbs = "list", scope = Permission.Scope.CLUSTER))
            public record PortOwner(String name, String input) implements dev.runproof.runtime.transaction.Lookup {}
            """;

    @Test
    void writesALookup() throws IOException {
        sources.put("shop/PortOwner.java", IMPORTS + PORT_OWNER);
        assertThat(compile()).isEmpty();
        assertThat(index("lookup/port.owner.json")).isEqualTo("""
                        {
                          "format": 1,
                          "name": "port.owner",
                          "class": {
                            "binary": "shop.PortOwner",
                            "source": "shop.PortOwner"
                          },
                          "summary": "Who listens.",
                          "documentation": "Who listens.",
                          "from": "port",
                          "to": "port",
                          "permissions": [
                            {
                              "group": "",
                              "resource": "pods",
                              "verbs": [
                                "list"
                              ],
                              "scope": "cluster"
                            }
                          ]
                        }
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from = Port.class               | from = String.class        | is not a value type: a class with @RunbookType and a parse method
            "port.owner"                    | "owner"                    | a lookup is called TYPE.WORD, in lower case words, such as pod.workload; this is "owner"
            "port.owner"                    | "pod.owner"                | a lookup is called after the type where it stands, port.WORD
            String name, String input       | String name                | a lookup has two components, both of them texts: its name, and that of the input
            String name, String input       | String name, Port input    | a lookup has two components, both of them texts: its name, and that of the input
            implements dev.runproof.runtime.transaction.Lookup | ''      | PortOwner does not implement dev.runproof.runtime.transaction.Lookup
            """)
    void refusesALookup(String text, String replacement, String problem) {
        sources.put("shop/PortOwner.java", IMPORTS + PORT_OWNER.replace(text, replacement));
        assertThat(compile()).anyMatch(said -> said.contains(problem));
    }

    @Test
    void writesTheDefaultOfAParameter() throws IOException {
        sources.put(
                "shop/ClosePort.java", IMPORTS + CLOSE_PORT.replace("Port seenAt)", "@Default(\"80\") Port seenAt)"));
        assertThat(compile()).isEmpty();
        assertThat(index("action/close-port.json"))
                .contains("\"documentation\": \"where it was seen\",\n      \"default\": \"80\"\n    }");
    }

    @Test
    void writesWhatAnActionAsksForAndWhatACheckGives() throws IOException {
        sources.put(
                "shop/Time.java",
                IMPORTS
                        + PORT.replace("Port", "Time")
                                .replace(
                                        "\"port\", pattern = \"[1-9][0-9]{0,4}\"",
                                        "\"time\", pattern = \"[0-9a-z]+\""));
        sources.put(
                "shop/ClosePort.java",
                IMPORTS
                        + CLOSE_PORT
                                .replace(
                                        "inverse =",
                                        "reversible = false, isolates = true, observes = true, ending = Ending.ASKED, "
                                                + "atLeastSeconds = 37, needs = {Safeguard.TRAFFIC_SHARE, Safeguard.EVIDENCE}, inverse =")
                                .replace("Port seenAt)", "@Waits(times = 2) Time seenAt)"));
        sources.put(
                "shop/IsOpen.java",
                IMPORTS
                        + IS_OPEN.replace(
                                "permissions", "gives = Safeguard.EVIDENCE, atLeastSeconds = 3, permissions"));
        assertThat(compile()).isEmpty();
        assertThat(index("action/close-port.json"))
                .contains("\"documentation\": \"where it was seen\",\n      \"waits\": 2\n    }")
                .endsWith("""
                          "reversible": false,
                          "isolates": true,
                          "observes": true,
                          "needs": [
                            "traffic-share",
                            "evidence"
                          ],
                          "ending": "asked",
                          "atLeastSeconds": 37
                        }
                        """);
        assertThat(index("check/is-open.json")).endsWith("""
                          "gives": [
                            "evidence"
                          ],
                          "of": [],
                          "atLeastSeconds": 3
                        }
                        """);
    }

    @Test
    void writesAChoiceThatAlertsDoNotCarry() throws IOException {
        sources.put("shop/Side.java", IMPORTS + """
                        /** A side. */
                        @RunbookType(name = "side", pattern = "left|right", maxLength = 5)
                        public enum Side {
                            /** Left. */ LEFT, /** Right. */ RIGHT;
                            public static Side parse(String text) { return valueOf(text); }
                        }
                        """);
        assertThat(compile()).isEmpty();
        assertThat(index("type/side.json"))
                .contains("\"pattern\": \"left|right\"")
                .contains("\"label\": \"\"")
                .contains("\"falcoField\": \"\"");
    }

    @Test
    void aNestedClassHasTwoNames() throws IOException {
        sources.put(
                "shop/Port.java",
                IMPORTS + "public final class Port {\n" + PORT.replace("Port", "Number") + "\n private Port() {} }");
        sources.remove("shop/ClosePort.java");
        assertThat(compile()).isEmpty();
        assertThat(index("type/port.json"))
                .contains("\"binary\": \"shop.Port$Number\"")
                .contains("\"source\": \"shop.Port.Number\"");
    }

    @Test
    void describesTheTypesOfTheRuntime() throws IOException {
        var runtime = Path.of("../runtime/core/src/main/java");
        var file = "dev/runproof/runtime/value/Namespace.java";
        assertThat(Javac.into(output, new IndexProcessor())
                        .compile(Map.of(file, Files.readString(runtime.resolve(file)))))
                .isEmpty();
        assertThat(index("type/namespace.json")).contains("\"binary\": \"dev.runproof.runtime.value.Namespace\"");
    }

    /** Each row replaces a text in a source; javac then says one thing, at the place of the mistake. */
    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            ClosePort | "close-port"                       | "Close Port"       | shop/ClosePort.java:15:16: a name is lower case words joined by hyphens, at most 63 characters, such as block-ip; this is "Close Port"
            ClosePort | public record                      | record             | shop/ClosePort.java:24:1: ClosePort is not public, so generated code cannot use it
            ClosePort | target = "exposedPort"             | target = "port"    | shop/ClosePort.java:16:18: the target has to be a component of the record; there is no port
            ClosePort | (Port exposedPort, Port seenAt)    | (Port exposedPort, String seenAt) | shop/ClosePort.java:24:50: the type of seenAt is not a value type: a class with @RunbookType and a parse method, such as IpAddress
            ClosePort | Port seenAt)                       | int seenAt)        | shop/ClosePort.java:24:47: the type of seenAt is not a value type: a class with @RunbookType and a parse method, such as IpAddress
            ClosePort | Port seenAt)                       | Port[] seenAt)     | shop/ClosePort.java:24:50: the type of seenAt is not a value type: a class with @RunbookType and a parse method, such as IpAddress
            ClosePort | Port seenAt)                       | java.util.Optional<Port> seenAt) | shop/ClosePort.java:24:68: the type of seenAt is not a value type: a class with @RunbookType and a parse method, such as IpAddress
            ClosePort | Port seenAt)                       | Port seen_at)      | shop/ClosePort.java:24:48: seen_at is not in camel case, so runbooks have no name for it
            ClosePort | Port seenAt)                       | @Default("none") Port seenAt) | shop/ClosePort.java:24:65: the default of seenAt is not of type port: "none"
            ClosePort | Port seenAt)                       | @Default("") Port seenAt)     | shop/ClosePort.java:24:61: the default of seenAt is not of type port: ""
            ClosePort | (Port exposedPort                  | (@Default("80") Port exposedPort | shop/ClosePort.java:16:18: the target has no default: whoever writes the runbook names it
            ClosePort | implements Action                  | implements Marker  | shop/ClosePort.java:24:8: ClosePort does not implement dev.runproof.runtime.action.Action
            ClosePort | public record ClosePort(Port exposedPort, Port seenAt) | public record ClosePort<T>(Port exposedPort, Port seenAt) | shop/ClosePort.java:24:8: ClosePort has type parameters, for which a runbook has no words
            ClosePort | "Opens it"                         | " "                | shop/ClosePort.java:17:19: say in a sentence what undoing does
            ClosePort | verbs = {"get", "create"}          | verbs = {}         | shop/ClosePort.java:19:23: a permission names a resource and at least one verb
            ClosePort | Port seenAt)                       | @Waits(times = 2) Port seenAt) | shop/ClosePort.java:24:66: seenAt is no duration, so that nothing waits for it
            ClosePort | "Opens it",                        | "Opens it", atLeastSeconds = 86401, | shop/ClosePort.java:17:48: a transaction takes 0 to 86400 seconds
            IsOpen    | {RunbookCheck.Moment.PRE_CHECK, RunbookCheck.Moment.POST_CHECK} | RunbookCheck.Moment.POST_CHECK, gives = Safeguard.EVIDENCE | shop/IsOpen.java:6:92: a check that gives something to actions stands before them: name PRE_CHECK as a moment
            IsOpen    | {RunbookCheck.Moment.PRE_CHECK, RunbookCheck.Moment.POST_CHECK} | RunbookCheck.Moment.PRE_CHECK, gives = Safeguard.PRESENCE | shop/IsOpen.java:6:91: a check that gives PRESENCE decides whether a step is done: name ONLY_IF as a moment
            IsOpen    | public record IsOpen()             | public final class IsOpen | shop/IsOpen.java:7:14: IsOpen is not a record; its parameters would be the record's components
            IsOpen    | implements Check                   | implements Marker  | shop/IsOpen.java:7:8: IsOpen does not implement dev.runproof.runtime.check.Check
            IsOpen    | {RunbookCheck.Moment.PRE_CHECK, RunbookCheck.Moment.POST_CHECK} | {} | shop/IsOpen.java:6:43: a check that may stand nowhere is of no use; name a moment
            Port      | static Port parse                  | static Port read   | shop/Port.java:7:8: Port has no public static Port parse(String)
            Port      | public static Port                 | static Port        | shop/Port.java:7:8: Port has no public static Port parse(String)
            Port      | static Port parse                  | static Object parse | shop/Port.java:7:8: Port has no public static Port parse(String)
            Port      | [1-9][0-9]{0,4}                    | [1-9               | shop/Port.java:6:39: not a regular expression: Unclosed character class
            Port      | maxLength = 5                      | maxLength = 10241  | shop/Port.java:6:70: a longest text has 1 to 10240 characters
            """)
    void refuses(String file, String text, String replacement, String expected) {
        sources.put("shop/Marker.java", "package shop; /** Neither. */ public interface Marker {}");
        sources.computeIfPresent("shop/" + file + ".java", (path, source) -> {
            assertThat(source).contains(text);
            return source.replace(text, replacement);
        });
        assertThat(compile()).containsExactly(expected);
    }

    @Test
    void refusesASecondDeclarationOfAName() {
        sources.put("shop/Shut.java", IMPORTS + CLOSE_PORT.replace("ClosePort", "Shut"));
        assertThat(compile()).containsExactly("shop/Shut.java:15:16: shop.ClosePort is the action close-port already");
    }

    @Test
    void aNameMayBeThatOfAnActionAndOfACheck() throws IOException {
        sources.put("shop/IsOpen.java", IMPORTS + IS_OPEN.replace("is-open", "close-port"));
        assertThat(compile()).isEmpty();
        assertThat(index("check/close-port.json")).contains("shop.IsOpen");
    }

    @Test
    void leavesToJavacWhatJavacRefuses() {
        sources.put(
                "shop/IsOpen.java",
                IMPORTS + IS_OPEN.replace("name = \"is-open\"", "name = 7").replace("{}", "{}"));
        assertThat(compile())
                .containsExactly(
                        "shop/IsOpen.java:6:22: incompatible types: int cannot be converted to java.lang.String");
    }
}
