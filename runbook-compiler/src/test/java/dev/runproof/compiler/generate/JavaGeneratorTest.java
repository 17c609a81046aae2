package dev.runproof.compiler.generate;

import static dev.runproof.compiler.transaction.Blocks.BLOCK_SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.ActionEntry;
import dev.runproof.compiler.index.CheckEntry;
import dev.runproof.compiler.index.CheckEntry.Moment;
import dev.runproof.compiler.index.Demands;
import dev.runproof.compiler.index.Documentation;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.JavaClass;
import dev.runproof.compiler.index.TypeEntry;
import dev.runproof.compiler.javac.Javac;
import dev.runproof.compiler.response.ResponseBlocksOf;
import dev.runproof.compiler.transaction.Blocks;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.transaction.TransactionReader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvn test -Drecreate=true} writes the golden files anew; look at the difference before you commit it. */
class JavaGeneratorTest {

    private static final Path GOLDEN = Path.of("src/test/resources/dev/runproof/compiler/generate");

    /** What the index of {@link Blocks} has and the runtime not yet. */
    private static final Map<String, String> STUBS = Map.of(
            "dev/runproof/runtime/check/PolicyEnforced.java", check("dev.runproof.runtime.check", "PolicyEnforced", ""),
            "dev/runproof/runtime/check/IsSeen.java",
                    check(
                            "dev.runproof.runtime.check",
                            "IsSeen",
                            "dev.runproof.runtime.value.Text by, dev.runproof.runtime.value.IpAddress from"),
            "dev/runproof/runtime/value/Text.java", value("dev.runproof.runtime.value", "Text"));

    private static final String SEE_SHOP = """
            name: see-shop
            action: { block-ip: { address: 192.0.2.7, in: shop } }
            pre-check: [not-protected, { is-seen: { by: "a\\"\\\\u0022", from: 192.0.2.7 } }]
            max-duration: 90s
            expires: { after: 36h, then: page }
            """;

    /** With values that are left out, and real classes of the runtime for those that are not. */
    private static final String BLOCK_RARE = """
            name: block-rare
            action: { block-ip: { address: 192.0.2.8, in: shop } }
            pre-check: [traffic-share-below, { traffic-share-below: { percent: 0.5, window: 1h30m, if-unknown: allow } }]
            post-check: [{ service-healthy: { requests: "a_total{b,c}" } }]
            max-duration: 30s
            expires: never
            """;

    /** Names that Java, the runtime or our own classes have already. */
    private static final String NASTY = """
            name: NAME
            inputs:
              class: { type: string, default: "*/\\\\u002a/\\u202e\\n" }
              hash-code: { type: string }
              ip: { type: ip-too }
              a-1: { type: string }
              a1: { type: string }
              texts: { type: string }
              inputs: { type: string }
            action: { inputs: { class: $class, hash: $hash-code, ip: $ip, a: $a-1, b: $a1, c: $texts, d: $inputs } }
            pre-check: [string, list]
            max-duration: 1s
            expires: never
            """;

    private static final List<String> KEYWORDS =
            List.of(("abstract assert boolean break byte case catch char class const continue "
                            + "default do double else enum extends final finally float for goto if implements import instanceof int "
                            + "interface long native new package private protected public return short static strictfp super switch "
                            + "synchronized this throw throws transient try void volatile while")
                    .split(" "));

    @TempDir
    private Path output;

    private final Findings findings = new Findings();

    private static String check(String packageName, String name, String components) {
        return """
                package %s;
                /** A check. */
                public record %s(%s) implements dev.runproof.runtime.check.Check {
                    @Override public java.lang.String name() { return ""; }
                    @Override public dev.runproof.runtime.check.CheckResult run(dev.runproof.runtime.check.CheckContext context) {
                        throw new IllegalStateException();
                    }
                }
                """.formatted(packageName, name, components);
    }

    private static String value(String packageName, String name) {
        return """
                package %1$s;
                /** A value. */
                public record %2$s(java.lang.String text) {
                    /** Reads one. */
                    public static %2$s parse(java.lang.String text) { return new %2$s(text); }
                }
                """.formatted(packageName, name);
    }

    private static Map<String, String> nastyStubs() {
        var stubs = new HashMap<>(STUBS);
        stubs.put("acme/String.java", value("acme", "String"));
        stubs.put("acme/IP.java", value("acme", "IP"));
        stubs.put("acme/Generated.java", check("acme", "Generated", ""));
        stubs.put(
                "acme/Outer.java",
                "package acme; /** Holds one. */ public final class Outer { private Outer() {} "
                        + check("", "List", "").replace("package ;", "") + "}");
        stubs.put("acme/Inputs.java", """
                package acme;
                /** An action. */
                public record Inputs(String class_, String hash, IP ip, String a, String b, String c, String d)
                        implements dev.runproof.runtime.action.Action {
                    @Override public java.lang.String name() { return "inputs"; }
                    @Override public dev.runproof.runtime.action.ContainmentTarget target() { throw new IllegalStateException(); }
                    @Override public dev.runproof.runtime.action.Change change(dev.runproof.runtime.cluster.ClusterReads cluster) {
                        throw new IllegalStateException();
                    }
                }
                """);
        return stubs;
    }

    private static Index nastyIndex() {
        var string = acme("String");
        return Blocks.index(
                new TypeEntry("string", string, new Documentation("", ""), "(?s).*", 100, "", ""),
                new TypeEntry("ip-too", acme("IP"), new Documentation("", ""), ".*", 100, "", ""),
                new ActionEntry(
                        "inputs",
                        acme("Inputs"),
                        new Documentation("*/ \\u002a/ {@code <b>", ""),
                        List.of(
                                Blocks.parameter("class", "string"),
                                Blocks.parameter("hash", "string"),
                                Blocks.parameter("ip", "ip-too"),
                                Blocks.parameter("a", "string"),
                                Blocks.parameter("b", "string"),
                                Blocks.parameter("c", "string"),
                                Blocks.parameter("d", "string")),
                        "ip",
                        "Undoes it",
                        ActionEntry.Audit.SERVER_DRY_RUN,
                        List.of(),
                        Demands.NONE),
                new CheckEntry(
                        "string",
                        acme("Generated"),
                        new Documentation("", ""),
                        List.of(),
                        Set.of(Moment.PRE_CHECK),
                        List.of(),
                        Set.of(),
                        Duration.ZERO,
                        Set.of()),
                new CheckEntry(
                        "list",
                        acme("Outer", "List"),
                        new Documentation("", ""),
                        List.of(),
                        Set.of(Moment.PRE_CHECK),
                        List.of(),
                        Set.of(),
                        Duration.ZERO,
                        Set.of()));
    }

    private static JavaClass acme(String... simpleNames) {
        return new JavaClass("acme", List.of(simpleNames));
    }

    private Transaction read(Index index, String file, String heading, String text) {
        var transaction = new TransactionReader(index, findings).read(Blocks.block(file, heading, text, findings));
        assertThat(findings.sorted()).isEmpty();
        return transaction.orElseThrow();
    }

    private List<Transaction> plain() {
        return List.of(
                read(Blocks.index(), "runbooks/ssh.md", "", SEE_SHOP),
                read(Blocks.index(), "runbooks/ssh.md", "Containment Actions", BLOCK_SOURCE));
    }

    private List<Transaction> nasty() {
        var transactions = new ArrayList<Transaction>();
        for (String name : List.of(
                "object",
                "string",
                "override",
                "inputs",
                "catalogue",
                "cata-logue",
                "duration",
                "list",
                "generated",
                "ip")) {
            transactions.add(read(
                    nastyIndex(),
                    "runbooks/\u00fc*/\\u002a/.md",
                    "*/ public class Evil {} \\u002a/ {@link <script>&amp; @see \u202e \ud83d\ude00\nnext \\",
                    NASTY.replace("NAME", name)));
        }
        return transactions;
    }

    private List<String> compile(List<GeneratedFile> files, Map<String, String> others) {
        var sources = new HashMap<>(others);
        files.stream()
                .filter(file -> file.kind() == GeneratedFile.Kind.SOURCE)
                .forEach(file -> sources.put(file.path(), file.text()));
        return Javac.into(output).compile(sources);
    }

    private static void isGolden(String folder, GeneratedFile file) throws IOException {
        Path golden = GOLDEN.resolve(folder).resolve(Path.of(file.path()).getFileName() + ".txt");
        if (Boolean.getBoolean("recreate")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, file.text());
        }
        assertThat(file.text()).isEqualTo(Files.readString(golden));
    }

    @Test
    void writesWhatAPersonWould() throws IOException {
        var files = JavaGenerator.generate("shop.transactions", plain(), List.of());
        assertThat(files)
                .extracting(GeneratedFile::path)
                .containsExactly(
                        "shop/transactions/BlockSource.java",
                        "shop/transactions/Catalogue.java",
                        "shop/transactions/SeeShop.java",
                        "META-INF/services/dev.runproof.runtime.transaction.TransactionCatalogue");
        for (GeneratedFile file : files) {
            isGolden("plain", file);
        }
    }

    @Test
    void whatItWritesCompilesWithoutAWarningAndIsFound() throws Exception {
        var files = JavaGenerator.generate("shop.transactions", plain(), List.of());
        assertThat(compile(files, STUBS)).isEmpty();
        new GeneratedFolder(output, output.resolve("list"))
                .update(files.stream()
                        .filter(file -> file.kind() == GeneratedFile.Kind.RESOURCE)
                        .toList());
        try (var loader = new URLClassLoader(new URL[] {output.toUri().toURL()})) {
            var contract = loader.loadClass("dev.runproof.runtime.transaction.TransactionCatalogue");
            Object catalogue = ServiceLoader.load(contract, loader).findFirst().orElseThrow();
            var transactions = (List<?>) contract.getMethod("transactions").invoke(catalogue);
            assertThat(transactions)
                    .extracting(transaction -> transaction.getClass().getName())
                    .containsExactly("shop.transactions.BlockSource", "shop.transactions.SeeShop");
        }
    }

    @Test
    void valuesThatAreLeftOutAreWrittenOut() throws IOException {
        var files = JavaGenerator.generate(
                "rare", List.of(read(Blocks.index(), "runbooks/ssh.md", "Containment Actions", BLOCK_RARE)), List.of());
        assertThat(compile(files, Map.of())).isEmpty();
        isGolden("plain", files.get(0));
    }

    @Test
    void hostileTextsAndTakenNamesCompile() throws IOException {
        var files = JavaGenerator.generate("shop", nasty(), List.of());
        assertThat(compile(files, nastyStubs())).isEmpty();
        for (GeneratedFile file : files) {
            assertThat(file.text()).matches("[\\n -~]*");
        }
        isGolden(
                "nasty",
                files.stream()
                        .filter(file -> file.path().equals("shop/Inputs_.java"))
                        .findFirst()
                        .orElseThrow());
        assertThat(output.resolve("shop/Evil.class")).doesNotExist();
        assertThat(output.resolve("Evil.class")).doesNotExist();
    }

    /** Those that are reserved, those that are so in some places only, and those that a record or a class has already. */
    @Test
    void everyWordOfJavaIsAName() {
        var words = new ArrayList<>(List.of(
                "true",
                "false",
                "null",
                "var",
                "yield",
                "record",
                "sealed",
                "permits",
                "non-sealed",
                "module",
                "exports",
                "requires",
                "when",
                "clone",
                "finalize",
                "get-class",
                "notify",
                "notify-all",
                "to-string",
                "equals",
                "hash-code",
                "wait",
                "inputs",
                "source",
                "name",
                "origin",
                "read",
                "action",
                "pre-checks",
                "post-checks",
                "max-duration",
                "expiry",
                "irreversible",
                "texts",
                "list",
                "optional",
                "string",
                "object",
                "catalogue"));
        words.addAll(KEYWORDS);
        var transactions = new ArrayList<Transaction>();
        for (String word : words) {
            transactions.add(read(Blocks.index(), "runbooks/ssh.md", word, """
                    name: "%1$s"
                    inputs: { "%1$s": { type: ip }, in: { type: namespace } }
                    action: { block-ip: { address: $%1$s, in: $in } }
                    max-duration: 30s
                    expires: 1h
                    """.formatted(word)));
        }
        assertThat(compile(JavaGenerator.generate("words", transactions, List.of()), Map.of()))
                .isEmpty();
    }

    @Test
    void responsesAreWrittenAsAPersonWould() throws IOException {
        var files = responses();
        assertThat(files)
                .extracting(GeneratedFile::path)
                .contains(
                        "shop/responses/BlockBruteForceSource.java",
                        "shop/responses/Catalogue.java",
                        "shop/responses/ContainCompromisedPod.java",
                        "META-INF/services/dev.runproof.runtime.response.ResponseCatalogue");
        for (GeneratedFile file : files) {
            if (file.path().matches(".*/(BlockBruteForceSource|ContainCompromisedPod|Catalogue|StopWorkload)\\.java")) {
                isGolden("responses", file);
            }
        }
    }

    private List<GeneratedFile> responses() {
        var index = ResponseBlocksOf.index();
        var responses = Stream.of(ResponseBlocksOf.BLOCK_BRUTE_FORCE_SOURCE, ResponseBlocksOf.CONTAIN_COMPROMISED_POD)
                .map(text -> ResponseBlocksOf.read(text, findings).orElseThrow())
                .toList();
        return JavaGenerator.generate("shop.responses", ResponseBlocksOf.transactions(index, findings), responses);
    }

    @Test
    void responsesCompileWithoutAWarningAndAreFound() throws Exception {
        var files = responses();
        assertThat(compile(files, STUBS)).isEmpty();
        new GeneratedFolder(output, output.resolve("list"))
                .update(files.stream()
                        .filter(file -> file.kind() == GeneratedFile.Kind.RESOURCE)
                        .toList());
        try (var loader = new URLClassLoader(new URL[] {output.toUri().toURL()})) {
            var contract = loader.loadClass("dev.runproof.runtime.response.ResponseCatalogue");
            Object catalogue = ServiceLoader.load(contract, loader).findFirst().orElseThrow();
            var found = (List<?>) contract.getMethod("responses").invoke(catalogue);
            assertThat(found)
                    .asString()
                    .contains(
                            "Response[name=block-brute-force-source",
                            "subject=Optional[",
                            "AddressPod[name=source.pod, input=source]",
                            "Response[name=contain-compromised-pod",
                            "FalcoRule[name=Unexpected Outbound Connection]",
                            "within=Optional[PT10M], grace=Optional[Grace[pause=PT1M, ifUnknown=ABORT, atOnce=0]]");
        }
    }

    @Test
    void hostileNamesOfResponsesCompile() {
        var index = ResponseBlocksOf.index();
        var responses = Stream.of("response", "string", "step", "subject", "trigger", "map", "optional", "catalogue")
                .map(name -> ResponseBlocksOf.read(
                                ResponseBlocksOf.CONTAIN_COMPROMISED_POD
                                        .replace("contain-compromised-pod", name)
                                        .replace("Unexpected Outbound Connection", "'*/ \\u002a/ \" + evil() + \"'"),
                                findings)
                        .orElseThrow())
                .toList();
        var files = JavaGenerator.generate("shop", ResponseBlocksOf.transactions(index, findings), responses);
        assertThat(compile(files, STUBS)).isEmpty();
        var reversed = new ArrayList<>(responses);
        Collections.reverse(reversed);
        assertThat(JavaGenerator.generate("shop", ResponseBlocksOf.transactions(index, findings), reversed))
                .isEqualTo(files);
    }

    @Test
    void anEmptyCatalogueCompiles() {
        assertThat(compile(JavaGenerator.generate("shop", List.of(), List.of()), Map.of()))
                .isEmpty();
    }

    @Test
    void theOrderOfTransactionsDoesNotMatter() {
        var reversed = new ArrayList<>(nasty());
        Collections.reverse(reversed);
        assertThat(JavaGenerator.generate("shop", reversed, List.of()))
                .isEqualTo(JavaGenerator.generate("shop", nasty(), List.of()));
    }

    @Test
    void refusesWhatIsNoPackageAndTwoOfOneName() {
        assertThatThrownBy(() -> JavaGenerator.generate("shop;import evil", List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JavaGenerator.generate("shop", List.of(plain().get(0), plain().get(0)), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
