package dev.runproof.runbooks;

import static org.junit.jupiter.api.Assertions.fail;

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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Two namespaces on a real cluster that pulls no image: one of the runtime, held to the restricted Pod Security Standard, with what the
 * operations page says that it needs, and one of a shop with a pod. Everything is as it is written on that page, under names of its own.
 */
final class Ground implements AutoCloseable {

    static final ResourceKind PODS = new ResourceKind("", "v1", "Pod", "pods", true);
    static final ResourceKind JOBS = new ResourceKind("batch", "v1", "Job", "jobs", true);
    static final ResourceKind POLICIES =
            new ResourceKind("cilium.io", "v2", "CiliumNetworkPolicy", "ciliumnetworkpolicies", true);
    static final ResourceKind CONTAINMENTS =
            new ResourceKind("runproof.dev", "v1alpha1", "Containment", "containments", true);
    static final ResourceKind LEASES = new ResourceKind("coordination.k8s.io", "v1", "Lease", "leases", true);
    private static final ResourceKind NAMESPACES = new ResourceKind("", "v1", "Namespace", "namespaces", false);

    private static final ResourceKind ROLES =
            new ResourceKind("rbac.authorization.k8s.io", "v1", "Role", "roles", true);
    private static final ResourceKind BINDINGS =
            new ResourceKind("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true);

    private static final String DEFINITION = "/META-INF/runproof/crd/containments.yaml";
    private static final Path OPERATIONS = Path.of(System.getProperty("basedir", ""), "..", "docs", "operations.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String name = "runproof-test-" + UUID.randomUUID();
    private final KubernetesCluster cluster;
    private final String image;
    private final List<KubernetesObject> made = new ArrayList<>();

    /** A ground on which nothing is yet. */
    Ground(String image) {
        this.cluster = KubernetesCluster.fromKubeconfig(Given.KUBECONFIG.path());
        this.image = image;
    }

    /** Puts an image on the nodes of the cluster, or else skips the tests, said loudly; with {@code CI=true} they fail. */
    static void loadOrSkip(Class<?> tests, String image, Path tar) {
        Given.orSkip(tests, Given.KUBECONFIG, Given.LOAD);
        Image.make(image, tar);
        var loaded = Given.LOAD.run(List.of(tar.toString()));
        if (loaded.exitCode() != 0) {
            fail(loaded.output());
        }
    }

    /** Makes both namespaces, the account, the list of what is protected, and the pod. */
    void prepare() throws IOException {
        apply(namespace(runtime(), Map.of("pod-security.kubernetes.io/enforce", "restricted")));
        apply(namespace(shop(), Map.of()));
        try (var in = Objects.requireNonNull(KubernetesCluster.class.getResourceAsStream(DEFINITION))) {
            objects(new String(in.readAllBytes(), StandardCharsets.UTF_8)).stream()
                    .filter(definition -> cluster.get(definition.ref()).isEmpty())
                    .forEach(definition -> cluster.create(definition, WriteMode.COMMIT));
        }
        await("there are records", () -> {
            try {
                return cluster.list(CONTAINMENTS, runtime()).isEmpty();
            } catch (RuntimeException e) {
                return false;
            }
        });
        objects(block("kind: ServiceAccount\n")).forEach(this::apply);
        apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: { name: runproof-protected, namespace: %1$s }
                data: { addresses: 198.51.100.0/24 }
                ---
                apiVersion: v1
                kind: Secret
                metadata: { name: node-probe, namespace: %1$s }
                stringData: { key: "%4$s" }
                ---
                apiVersion: v1
                kind: Pod
                metadata: { name: web, namespace: %2$s }
                spec:
                  containers: [{ name: web, image: "%3$s", args: [serve, --namespace=%1$s] }]
                """.formatted(runtime(), shop(), image, Probe.KEY));
        await(
                "the shop has a pod",
                () -> pod(shop(), "web").text("status", "podIP").isPresent());
    }

    String runtime() {
        return name;
    }

    String shop() {
        return name + "-shop";
    }

    /** Starts what looks after the containments, and waits for its sign of life. */
    void serve() throws IOException {
        objects(block("kind: Deployment\nmetadata: { name: serve")).forEach(this::apply);
        await("serve is alive", () -> !cluster.list(LEASES, runtime()).isEmpty());
    }

    /**
     * Starts the Job of the page.
     *
     * @param changes parts of its text, and what they are changed to
     */
    KubernetesObject job(Map<String, String> changes) throws IOException {
        String text = block("kind: Job\n");
        for (var change : changes.entrySet()) {
            if (!text.contains(change.getKey())) {
                fail("the Job of the page has no " + change.getKey());
            }
            text = text.replace(change.getKey(), change.getValue());
        }
        return cluster.create(objects(text).get(0), WriteMode.COMMIT);
    }

    KubernetesCluster cluster() {
        return cluster;
    }

    List<KubernetesObject> podsOf(KubernetesObject job) {
        return cluster.list(PODS, runtime()).stream()
                .filter(pod -> pod.label("batch.kubernetes.io/job-name")
                        .equals(Optional.of(job.ref().name())))
                .toList();
    }

    /** The state of the one record; empty if there is none. */
    String state() {
        return cluster.list(CONTAINMENTS, runtime()).stream()
                .map(record -> record.text("spec", "state").orElse(""))
                .reduce("", String::concat);
    }

    List<KubernetesObject> policies() {
        return cluster.list(POLICIES, shop());
    }

    static Optional<String> exitCode(KubernetesObject pod) {
        return pod.list("status", "containerStatuses").stream()
                .map(status -> at(status, "state", "terminated", "exitCode"))
                .flatMap(Optional::stream)
                .map(String::valueOf)
                .findFirst();
    }

    /** Waits for something; what there is then is in the message if it does not come. */
    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("after " + PATIENCE + " it is not so: " + what + "\n"
                        + cluster.list(PODS, runtime()).stream()
                                .map(pod -> pod + " " + pod.map("status"))
                                .toList()
                        + "\n"
                        + cluster.list(CONTAINMENTS, runtime()).stream()
                                .map(record -> record.map("spec"))
                                .toList());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void close() {
        for (KubernetesObject object : made) {
            if (!object.ref().kind().namespaced()) {
                cluster.delete(object.ref(), object.uid(), WriteMode.COMMIT);
            }
        }
        for (ObjectRef ref :
                List.of(new ObjectRef(ROLES, "kube-system", name), new ObjectRef(BINDINGS, "kube-system", name))) {
            cluster.get(ref).ifPresent(found -> cluster.delete(ref, found.uid(), WriteMode.COMMIT));
        }
        cluster.close();
    }

    private KubernetesObject pod(String namespace, String pod) {
        return cluster.get(new ObjectRef(PODS, namespace, pod)).orElseThrow();
    }

    private static KubernetesObject namespace(String namespace, Map<String, String> labels) {
        return KubernetesObject.of(new ObjectRef(NAMESPACES, "", namespace), labels, Map.of(), Map.of());
    }

    private void apply(String yaml) {
        objects(yaml).forEach(this::apply);
    }

    private void apply(KubernetesObject object) {
        made.add(cluster.create(object, WriteMode.COMMIT));
    }

    /** A part of the page, for these namespaces and this image. */
    private String block(String having) throws IOException {
        String text = BLOCK.matcher(Files.readString(OPERATIONS))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(having))
                .findFirst()
                .orElseThrow();
        return text.replace("name: runproof-executor", "name: " + name)
                .replace("namespace: runproof\n", "namespace: " + runtime() + "\n")
                .replaceAll("namespace: runproof( [,}]|,)", "namespace: " + runtime() + "$1")
                .replace("registry.example.com/security/executor:1", image)
                .replace("args: [serve]", "args: [serve, --namespace=" + runtime() + "]")
                .replace(
                        "- --input=namespace=shop",
                        "- --input=namespace=" + shop() + "\n            - --namespace=" + runtime());
    }

    static List<KubernetesObject> objects(String yaml) {
        var objects = new ArrayList<KubernetesObject>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(yaml)
                .forEach(document -> objects.add(object(document)));
        return objects;
    }

    @SuppressWarnings("unchecked") // a document of a manifest is a map
    private static KubernetesObject object(Object document) {
        var tree = (Map<String, Object>) document;
        String[] version = String.valueOf(tree.get("apiVersion")).split("/", -1);
        String kind = String.valueOf(tree.get("kind"));
        boolean namespaced = at(tree, "metadata", "namespace").isPresent();
        return KubernetesObject.of(
                new ResourceKind(
                        version.length == 1 ? "" : version[0],
                        version[version.length - 1],
                        kind,
                        kind.toLowerCase(Locale.ROOT) + "s",
                        namespaced),
                tree);
    }

    private static Optional<Object> at(Object tree, String... path) {
        Object found = tree;
        for (String key : path) {
            if (!(found instanceof Map<?, ?> map) || !map.containsKey(key)) {
                return Optional.empty();
            }
            found = map.get(key);
        }
        return Optional.ofNullable(found);
    }
}
