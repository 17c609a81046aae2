package dev.runproof.compiler.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.generate.GeneratedFile;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.IndexReader;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.transaction.Blocks;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.transaction.TransactionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code mvn test -Drecreate=true} writes the golden files anew; look at the difference before you commit it. */
class ManifestGeneratorTest {

    private static final Path GOLDEN = Path.of("src/test/resources/dev/runproof/compiler/manifest");

    /** What the annotation processor wrote for some actions and checks of the runtime. */
    private static final Index INDEX = IndexReader.read(List.of(
                    Path.of("src/test/resources/index"),
                    Path.of("src/test/resources/index-of-pods"),
                    Path.of("src/test/resources/index-of-evidence")))
            .index();

    private static final String CAPTURE = """
            name: %s
            inputs:
              pod: { type: pod }
            action: { capture-evidence: { pod: $pod, into: vault, in: %s } }
            max-duration: 150s
            expires: 1h
            """;

    private static final String DENY = """
            name: deny-source
            inputs: { source: { type: ip }, ingress: { type: ingress } }
            action: { deny-ingress-source: { address: $source, ingress: $ingress } }
            max-duration: 60s
            expires: 1h
            """;

    private static final String BLOCK = """
            name: %s
            inputs:
              source: { type: ip }
              namespace: { type: namespace }
            action: { block-ip: { address: $source, in: $namespace } }
            pre-check: [not-protected]
            max-duration: 30s
            expires: %s
            """;

    private static final String ONE_CLUSTER = """
            image: registry.example.com/security/executor:1
            namespace: security
            may-act-in: [bank, shop]
            enforce: [block-source]
            node-probe-key: node-probe
            pagers: pagers
            prometheus: http://prometheus.monitoring:9090
            protected: { addresses: [198.51.100.0/24], namespaces: [till] }
            widest: { ipv4: 28 }
            people:
              start: ["oidc:on call"]
              approve: { security-oncall: [security] }
              quarantine: [security]
              unquarantine: [security]
              protect: [security]
            """;

    private final Findings findings = new Findings();

    private Transaction transaction(String path, String name, String expires) {
        return read(path, BLOCK.formatted(name, expires));
    }

    private Transaction read(String path, String text) {
        var block = Blocks.block(path, "Containment Actions", text, findings);
        return new TransactionReader(INDEX, findings)
                .read(block)
                .orElseThrow(() -> new AssertionError(findings.sorted()));
    }

    private Deployment deployment(String text, List<Transaction> transactions) {
        return DeploymentReader.read(
                        new SourceFile("deployment.yaml", text),
                        transactions.stream().collect(Collectors.toMap(Transaction::name, name -> Set.of())),
                        Map.of(),
                        findings)
                .orElseThrow(() -> new AssertionError(findings.sorted()));
    }

    private List<GeneratedFile> generate(String deployment, Transaction... transactions) {
        var shipped = new TreeMap<String, String>();
        shipped.put("admission/x.yaml", """
                # In "runproof".
                metadata: { name: runproof-x, labels: { app.kubernetes.io/managed-by: runproof } }
                spec:
                  paramRef: { name: runproof-protected, namespace: runproof }
                  expression: "request.userInfo.username == 'system:serviceaccount:runproof:executor'
                    && request.namespace == 'runproof' && x.namespace('runproof') && y == 'runproof'
                    && request.namespace in ['kube-system', 'kube-public', 'kube-node-lease', 'runproof']"
                """);
        return ManifestGenerator.generate(
                deployment(deployment, List.of(transactions)), List.of(transactions), List.of(), shipped);
    }

    private static Iterable<Object> documents(GeneratedFile file) {
        return new Load(LoadSettings.builder().build()).loadAllFromString(file.text());
    }

    @Test
    void theFilesOfACluster() throws IOException {
        List<GeneratedFile> files = generate(
                ONE_CLUSTER,
                transaction("runbooks/ssh.md", "block-source", "1h"),
                transaction("runbooks/ssh.md", "block-forever", "never"));
        if (Boolean.getBoolean("recreate")) {
            for (GeneratedFile file : files) {
                Files.createDirectories(GOLDEN.resolve(file.path()).getParent());
                Files.writeString(GOLDEN.resolve(file.path()), file.text());
            }
        }

        for (GeneratedFile file : files) {
            assertThat(file.text()).isEqualTo(Files.readString(GOLDEN.resolve(file.path())));
        }
        try (Stream<Path> golden = Files.walk(GOLDEN)) {
            assertThat(files)
                    .extracting(GeneratedFile::path)
                    .containsExactlyInAnyOrderElementsOf(golden.filter(Files::isRegularFile)
                            .map(file -> GOLDEN.relativize(file).toString().replace('\\', '/'))
                            .toList());
        }
    }

    @Test
    void theOrderOfTransactionsDoesNotMatter() {
        var first = transaction("a.md", "block-source", "1h");
        var second = transaction("b.md", "block-forever", "never");

        assertThat(generate(ONE_CLUSTER, first, second)).isEqualTo(generate(ONE_CLUSTER, second, first));
    }

    @Test
    void theKustomizationListsAllButTheJobs() {
        List<GeneratedFile> files = generate(ONE_CLUSTER, transaction("a.md", "block-source", "1h"));

        var listed = new ArrayList<String>();
        for (GeneratedFile file : files) {
            if (file.path().equals("kustomization.yaml")) {
                Map<?, ?> kustomization = (Map<?, ?>) documents(file).iterator().next();
                ((List<?>) Objects.requireNonNull(kustomization.get("resources")))
                        .forEach(path -> listed.add((String) path));
            }
        }
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(files.stream()
                        .map(GeneratedFile::path)
                        .filter(path -> !path.startsWith("jobs/") && !path.equals("kustomization.yaml"))
                        .toList());
    }

    /** In what namespaces a file allows its account to create Jobs, by which kind of binding to what kind of Role. */
    private static List<String> whereJobsAreCreated(List<GeneratedFile> files, String path) {
        var bindings = new ArrayList<Map<?, ?>>();
        Set<Object> creating = new HashSet<>();
        for (GeneratedFile file : files) {
            if (file.path().equals(path)) {
                for (Object document : documents(file)) {
                    Map<?, ?> object = (Map<?, ?>) document;
                    if (object.containsKey("roleRef")) {
                        bindings.add(object);
                    } else if (String.valueOf(object.get("rules")).contains("resources=[jobs], verbs=[create")) {
                        creating.add(((Map<?, ?>) Objects.requireNonNull(object.get("metadata"))).get("name"));
                    }
                }
            }
        }
        return bindings.stream()
                .filter(binding ->
                        creating.contains(((Map<?, ?>) Objects.requireNonNull(binding.get("roleRef"))).get("name")))
                .map(binding -> binding.get("kind") + " in "
                        + ((Map<?, ?>) Objects.requireNonNull(binding.get("metadata"))).get("namespace"))
                .toList();
    }

    @Test
    void whatIsNeededInANamespaceThatABlockNamesIsAllowedThere() {
        String cluster = ONE_CLUSTER.replace("[block-source]", "[capture, capture-anywhere, capture-later]");
        List<GeneratedFile> files = generate(
                cluster,
                read("a.md", CAPTURE.formatted("capture", "forensics")),
                read("a.md", CAPTURE.formatted("capture-later", "vaults")),
                read(
                        "a.md",
                        CAPTURE.formatted("capture-anywhere", "$store")
                                .replace("inputs:", "inputs:\n  store: { type: namespace }")),
                read("a.md", CAPTURE.formatted("capture-audited", "forensics")));

        assertThat(whereJobsAreCreated(files, "accounts/run-capture.yaml")).containsExactly("RoleBinding in forensics");
        assertThat(whereJobsAreCreated(files, "accounts/run-capture-audited.yaml"))
                .containsExactly("RoleBinding in forensics");
        assertThat(whereJobsAreCreated(files, "accounts/run-capture-anywhere.yaml"))
                .containsExactly("RoleBinding in bank", "RoleBinding in shop");
        assertThat(whereJobsAreCreated(files, "serve.yaml"))
                .containsExactly(
                        "RoleBinding in bank",
                        "RoleBinding in shop",
                        "RoleBinding in forensics",
                        "RoleBinding in vaults");
    }

    @Test
    void whatIsNeededBesideAnIngressControllerIsAllowedInItsNamespace() {
        String cluster = ONE_CLUSTER.replace("[block-source]", "[deny-source]");
        String usual = text(generate(cluster, read("a.md", DENY)), "accounts/run-deny-source.yaml");
        assertThat(usual).contains("namespace: ingress-nginx\n");
        String other = text(
                generate(
                        cluster,
                        read("a.md", DENY.replace("ingress: $ingress", "ingress: $ingress, controllers: edge"))),
                "accounts/run-deny-source.yaml");
        assertThat(other).isEqualTo(usual.replace("ingress-nginx", "edge"));
    }

    private static String text(List<GeneratedFile> files, String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .map(GeneratedFile::text)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatComesWithTheRuntimeIsForTheOneNamespace() {
        String shipped = generate(ONE_CLUSTER, transaction("a.md", "block-source", "1h")).stream()
                .filter(file -> file.path().equals("admission/x.yaml"))
                .map(GeneratedFile::text)
                .findFirst()
                .orElseThrow();

        assertThat(shipped)
                .contains(
                        "name: runproof-x, labels: { app.kubernetes.io/managed-by: runproof }",
                        "name: runproof-protected, namespace: security",
                        "'system:serviceaccount:security:executor'",
                        "request.namespace == 'security' && x.namespace('security') && y == 'runproof'",
                        "'kube-node-lease', 'security']");
    }

    @Test
    void hostileTextsStayTexts() {
        String hostile = "x\n---\nkind: ClusterRoleBinding #\u2028\"'.md";
        String longest = "a".repeat(31) + "-" + "b".repeat(31);
        String other = "a".repeat(31) + "-" + "b".repeat(30) + "c";
        List<GeneratedFile> files = generate(
                ONE_CLUSTER.replace("[block-source]", "[" + longest + "]"),
                transaction(hostile, longest, "1h"),
                transaction(hostile, other, "1h"));

        var seen = new HashSet<List<Object>>();
        for (GeneratedFile file : files) {
            if (file.path().startsWith("admission/") || file.path().equals("kustomization.yaml")) {
                continue;
            }
            for (Object document : documents(file)) {
                Map<?, ?> object = (Map<?, ?>) document;
                Map<?, ?> metadata = (Map<?, ?>) Objects.requireNonNull(object.get("metadata"));
                Object name =
                        Optional.<Object>ofNullable(metadata.get("name")).orElse(metadata.get("generateName") + "x");
                assertThat(String.valueOf(name)).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
                Object namespace =
                        Optional.<Object>ofNullable(metadata.get("namespace")).orElse("");
                assertThat(seen.add(
                                file.path().startsWith("jobs/")
                                        ? List.of(file.path())
                                        : List.of(object.get("kind"), namespace, name)))
                        .as("%s", object)
                        .isTrue();
                if (metadata.get("annotations") instanceof Map<?, ?> annotations
                        && annotations.containsKey("runproof.dev/runbook")) {
                    assertThat(annotations.get("runproof.dev/runbook")).isEqualTo(hostile);
                }
            }
        }
        assertThat(Collections.frequency(
                        files.stream()
                                .map(GeneratedFile::path)
                                .map(path -> path.split("/", -1)[0])
                                .toList(),
                        "jobs"))
                .isEqualTo(2);
    }
}
