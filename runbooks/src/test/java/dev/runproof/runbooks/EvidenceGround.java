package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.runproof.runtime.action.StandingQuarantine;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Namespaces on a real cluster in which evidence is collected: one for the records, one of a shop, and one with the store, whose volume is a
 * folder of the node. The store, its account and what that may do are as the operations page has them, under names of their own.
 */
final class EvidenceGround implements AutoCloseable {

    private static final Path OPERATIONS = Path.of(System.getProperty("basedir", ""), "..", "docs", "operations.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ResourceKind NAMESPACES = new ResourceKind("", "v1", "Namespace", "namespaces", false);

    private final Class<?> tests;
    private final String image;
    private final String name = "runproof-test-" + UUID.randomUUID();
    private final String forensics;
    private final String store = "/tmp/" + name;
    private final List<KubernetesObject> made = new ArrayList<>();
    private final KubernetesCluster cluster;

    /**
     * A ground on which nothing is yet.
     *
     * @param tests whose
     * @param image of the collector
     * @param forensics the namespace of the store; empty for one that nobody else has
     */
    EvidenceGround(Class<?> tests, String image, String forensics) {
        this.tests = tests;
        this.image = image;
        this.forensics = forensics.isEmpty() ? name + "-forensics" : forensics;
        Forensics.onNode(tests, "sh", "-c", "umask 0; mkdir " + store);
        this.cluster = KubernetesCluster.fromKubeconfig(Given.KUBECONFIG.path());
    }

    KubernetesCluster cluster() {
        return cluster;
    }

    /** The namespace of the records. */
    String own() {
        return name;
    }

    String shop() {
        return name + "-shop";
    }

    /** The namespace of the store. */
    String forensics() {
        return forensics;
    }

    /**
     * Makes the namespaces and the store.
     *
     * @param standard the Pod Security Standard of the store's namespace
     * @param entries more entries of the store
     */
    void prepare(String standard, String entries) throws IOException {
        apply("""
                apiVersion: v1
                kind: Namespace
                metadata: { name: %1$s }
                ---
                apiVersion: v1
                kind: Namespace
                metadata: { name: %1$s-shop }
                """.formatted(name));
        applyShipped("/META-INF/runproof/crd/containments.yaml");
        var ofStore = new ObjectRef(NAMESPACES, "", forensics);
        await(
                "nobody else has the namespace " + forensics,
                () -> cluster.get(ofStore).isEmpty());
        String account = block("kind: ClusterRole\nmetadata: { name: runproof-evidence-collector }");
        apply(account.replace("enforce: restricted", "enforce: " + standard));
        apply("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: { name: %1$s }
                spec:
                  capacity: { storage: 1Gi }
                  accessModes: [ReadWriteMany]
                  storageClassName: ""
                  hostPath: { path: %2$s, type: Directory }
                  claimRef: { namespace: %3$s, name: vault }
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: { name: vault, namespace: %3$s }
                spec:
                  accessModes: [ReadWriteMany]
                  storageClassName: ""
                  volumeName: %1$s
                  resources: { requests: { storage: 1Gi } }
                """.formatted(name, store, forensics));
        apply(block("kind: ConfigMap\nmetadata: { name: evidence-vault") + entries);
    }

    /** Makes what responses need besides: their records, the standing quarantine, and the list of what is protected. */
    void prepareResponses() throws IOException {
        applyShipped("/META-INF/runproof/crd/containments.yaml");
        applyShipped("/META-INF/runproof/crd/responseruns.yaml");
        KubernetesObject standing = StandingQuarantine.policy();
        if (cluster.get(standing.ref()).isEmpty()) {
            cluster.create(standing, WriteMode.COMMIT);
        }
        apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: { name: runproof-protected, namespace: %s }
                data: { addresses: 198.51.100.0/24 }
                """.formatted(name));
    }

    /** Definitions stay in the cluster, as other tests use them too; those of another version are brought to this one. */
    void applyShipped(String file) throws IOException {
        try (var in = Objects.requireNonNull(KubernetesCluster.class.getResourceAsStream(file))) {
            for (KubernetesObject object : Ground.objects(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
                Optional<KubernetesObject> there = cluster.get(object.ref());
                if (there.isEmpty()) {
                    cluster.create(object, WriteMode.COMMIT);
                } else {
                    cluster.replace(there.get().with("spec", object.map("spec")), WriteMode.COMMIT);
                }
            }
        }
    }

    void apply(String yaml) {
        Ground.objects(yaml).forEach(object -> made.add(cluster.create(object, WriteMode.COMMIT)));
    }

    /** The one folder in the store with evidence of a pod. */
    String folderOf(KubernetesObject pod) {
        String listed = Forensics.onNode(tests, "sh", "-c", "cd " + store + " && ls | grep " + pod.uid())
                .strip();
        assertThat(listed).matches("evidence-" + pod.uid() + "-[0-9TZ]+");
        return listed;
    }

    /** What a command prints that runs in a folder of the store. */
    String inStore(String folder, String command) {
        return Forensics.onNode(tests, "sh", "-c", "cd " + store + "/" + folder + " && " + command);
    }

    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("after " + PATIENCE + " it is not so: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void close() {
        made.stream()
                .filter(object -> !object.ref().kind().namespaced())
                .forEach(object -> cluster.delete(object.ref(), object.uid(), WriteMode.COMMIT));
        cluster.close();
        Forensics.onNode(tests, "rm", "-rf", store);
    }

    /** A part of the page, for these namespaces and this image. */
    private String block(String having) throws IOException {
        return BLOCK.matcher(Files.readString(OPERATIONS))
                .results()
                .map(found -> found.group(1))
                .filter(found -> found.contains(having))
                .findFirst()
                .orElseThrow()
                .replace("name: forensics\n", "name: " + forensics + "\n")
                .replaceAll("namespace: forensics( [,}]|,)", "namespace: " + forensics + "$1")
                .replace("name: runproof-evidence-collector", "name: " + name)
                .replace("registry.example.com/security/executor:1", image);
    }
}
