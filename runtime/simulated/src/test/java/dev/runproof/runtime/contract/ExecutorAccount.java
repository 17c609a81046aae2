package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;

import dev.runproof.runtime.action.StandingQuarantine;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.simulated.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The account of an executor on a real cluster, with the permissions that the operations page gives it and the admission
 * policies that are shipped, both as they are written there.
 *
 * <p>They stay when the tests are over, as the definition of the record does: an API server of Kubernetes 1.34 was seen to
 * lose the parameters of admission policies that are deleted and created again, until it is restarted.
 */
final class ExecutorAccount {

    static final String NAMESPACE = "runproof";

    private static final Path OPERATIONS = Path.of("..", "..", "docs", "operations.md");
    private static final String ADMISSION = "META-INF/runproof/admission/effects.yaml";
    private static final String DECISIONS = "META-INF/runproof/admission/responses.yaml";
    private static final String QUARANTINE = "META-INF/runproof/admission/quarantine.yaml";
    private static final String WORKLOADS = "META-INF/runproof/admission/workloads.yaml";
    private static final String SCRIPTS = "META-INF/runproof/admission/scripts.yaml";
    private static final String EVIDENCE = "META-INF/runproof/admission/evidence.yaml";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final ResourceKind NAMESPACES = new ResourceKind("", "v1", "Namespace", "namespaces", false);
    private static final ResourceKind SECRETS = new ResourceKind("", "v1", "Secret", "secrets", true);

    private static final ObjectRef ADDED = new ObjectRef(Simulation.CONFIG_MAPS, NAMESPACE, "runproof-protected-added");

    private static final ObjectRef ACCOUNT = new ObjectRef(Simulation.SERVICE_ACCOUNTS, NAMESPACE, "executor");

    private final Cluster admin;

    ExecutorAccount(Cluster admin) {
        this.admin = admin;
    }

    /** Makes the account with its list, and connects as it. */
    KubernetesCluster connect(Path folder, Map<String, String> list) {
        apply(KubernetesObject.of(new ObjectRef(NAMESPACES, "", NAMESPACE), Map.of(), Map.of(), Map.of()));
        declare(list);
        var account = BLOCK.matcher(text(OPERATIONS))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains("kind: ServiceAccount\n"))
                .findFirst()
                .orElseThrow();
        apply(account);
        return connect(folder, "executor");
    }

    /** Connects as an account that is there. */
    KubernetesCluster connect(Path folder, String name) {
        var secret = new ObjectRef(SECRETS, NAMESPACE, name + "-token");
        apply(KubernetesObject.of(
                secret,
                Map.of(),
                Map.of("kubernetes.io/service-account.name", name),
                Map.of("type", "kubernetes.io/service-account-token")));
        await(name + " has a token", () -> token(secret).isPresent());
        return KubernetesCluster.fromKubeconfig(kubeconfig(
                TestCluster.kubeconfig().orElseThrow(), folder, token(secret).orElseThrow()));
    }

    /** Puts the admission policies for its effects in force. */
    void guard() {
        applyShipped(ADMISSION);
    }

    /** Puts the admission policies for decisions on steps in force. */
    void guardDecisions() {
        applyShipped(DECISIONS);
    }

    /** Lets it run scripts in a namespace, as the operations page does, and holds it to that. */
    void permitScripts(KubernetesObject namespace) {
        String block = BLOCK.matcher(text(OPERATIONS))
                .results()
                .map(found -> found.group(1))
                .filter(found -> found.contains("name: runproof-scripts, namespace: ops"))
                .findFirst()
                .orElseThrow();
        apply(block.replace("namespace: ops", "namespace: " + namespace.ref().name())
                .replace("name: ops\n", "name: " + namespace.ref().name() + "\n"));
        applyShipped(SCRIPTS);
    }

    /** Lets it have evidence collected in a namespace, as the operations page does but for the collector's own rights, and holds it to that. */
    void permitEvidence(KubernetesObject namespace) {
        String block = BLOCK.matcher(text(OPERATIONS))
                .results()
                .map(found -> found.group(1))
                .filter(found -> found.contains("name: runproof-evidence, namespace: forensics"))
                .findFirst()
                .orElseThrow();
        load(block.replace(
                        "namespace: forensics", "namespace: " + namespace.ref().name()))
                .forEach(document -> {
                    KubernetesObject object = object(document);
                    if (object.ref().name().equals("runproof-evidence")) {
                        apply(object);
                    }
                });
        applyShipped(EVIDENCE);
    }

    /** Lets it quarantine pods, with what is shipped for that. */
    void letQuarantine() {
        apply(BLOCK.matcher(text(OPERATIONS))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains("name: runproof-executor-pods"))
                .findFirst()
                .orElseThrow());
        applyShipped(StandingQuarantine.MANIFEST);
        applyShipped(QUARANTINE);
    }

    /**
     * Lets it kill pods, scale Deployments and deny sources at Ingresses and Gateways, and holds it to that.
     *
     * @param allowed in which namespaces: its annotations
     * @param controllers the namespace of the Ingress controller
     */
    void letTouchWorkloads(Map<String, String> allowed, String controllers) {
        workloads(controllers).forEach(this::apply);
        allow(allowed);
        applyShipped(WORKLOADS);
    }

    private void allow(Map<String, String> allowed) {
        var account = admin.get(ACCOUNT).orElseThrow();
        admin.replace(account.withMetadata(Map.of("annotations", allowed)), WriteMode.COMMIT);
    }

    /** Takes that from it again. */
    void keepFromWorkloads(String controllers) {
        allow(Map.of());
        workloads(controllers)
                .forEach(block -> load(block)
                        .forEach(document -> admin.get(object(document).ref())
                                .ifPresent(found -> admin.delete(found.ref(), found.uid(), WriteMode.COMMIT))));
    }

    private static List<String> workloads(String controllers) {
        return BLOCK.matcher(text(OPERATIONS))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains("name: runproof-executor-workloads")
                        || block.contains("name: runproof-executor-ingresses")
                        || block.contains("name: runproof-executor-gateways"))
                .map(block -> block.replace("namespace: ingress-nginx", "namespace: " + controllers))
                .toList();
    }

    private void applyShipped(String file) {
        try (var in = Objects.requireNonNull(
                ContainmentDefinition.class.getClassLoader().getResourceAsStream(file))) {
            apply(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the list of what is protected. */
    void declare(Map<String, String> list) {
        apply(KubernetesObject.of(
                new ObjectRef(Simulation.CONFIG_MAPS, NAMESPACE, "runproof-protected"),
                Map.of(),
                Map.of(),
                Map.of("data", list)));
    }

    /** Replaces what programs have added to it. */
    void add(Map<String, String> list) {
        apply(KubernetesObject.of(ADDED, Map.of(), Map.of(), Map.of("data", list)));
    }

    /** Removes what programs have added to it. */
    void removeAdded() {
        admin.get(ADDED).ifPresent(object -> admin.delete(ADDED, object.uid(), WriteMode.COMMIT));
    }

    private Optional<String> token(ObjectRef secret) {
        return admin.get(secret)
                .flatMap(object -> object.text("data", "token"))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    }

    /** A kubeconfig file for the cluster of another, with a token for identity. */
    static Path kubeconfig(Path admin, Path folder, String token) {
        Object theirs = load(text(admin)).iterator().next();
        var cluster = (Map<?, ?>) in(((List<?>) in(theirs, "clusters")).get(0), "cluster");
        String authority = cluster.containsKey("certificate-authority-data")
                ? "certificate-authority-data: " + cluster.get("certificate-authority-data")
                : "certificate-authority: " + cluster.get("certificate-authority");
        var file = folder.resolve("executor.kubeconfig");
        try {
            Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: c, cluster: {server: "%s", %s}}]
                    users: [{name: u, user: {token: "%s"}}]
                    contexts: [{name: x, context: {cluster: c, user: u}}]
                    current-context: x
                    """.formatted(cluster.get("server"), authority, token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** Applies what is in a file. */
    void apply(String yaml) {
        load(yaml).forEach(document -> apply(object(document)));
    }

    void apply(KubernetesObject object) {
        Optional<KubernetesObject> found = admin.get(object.ref());
        if (found.isEmpty()) {
            admin.create(object, WriteMode.COMMIT);
        } else if (object.content().containsKey("data")
                || object.content().containsKey("rules")
                || object.ref().kind().kind().startsWith("ValidatingAdmission")) {
            admin.replace(
                    object.withMetadata(Map.of("resourceVersion", found.get().resourceVersion())), WriteMode.COMMIT);
        }
    }

    @SuppressWarnings("unchecked") // an object is a map with text keys
    static KubernetesObject object(Object document) {
        var tree = (Map<String, Object>) document;
        String[] version = String.valueOf(tree.get("apiVersion")).split("/", -1);
        String kind = String.valueOf(tree.get("kind"));
        boolean namespaced = ((Map<?, ?>) in(tree, "metadata")).containsKey("namespace");
        String plural = kind.toLowerCase(Locale.ROOT).replaceAll("y$", "ie") + "s";
        return KubernetesObject.of(
                new ResourceKind(
                        version.length == 1 ? "" : version[0], version[version.length - 1], kind, plural, namespaced),
                tree);
    }

    private static Object in(Object node, String key) {
        return Objects.requireNonNull(((Map<?, ?>) node).get(key), key);
    }

    static Iterable<Object> load(String yaml) {
        return new Load(LoadSettings.builder().build()).loadAllFromString(yaml);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
