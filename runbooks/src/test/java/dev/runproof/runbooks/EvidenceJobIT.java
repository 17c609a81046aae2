package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.runproof.runtime.action.StandingQuarantine;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.ResponseRun.Decision;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.Namespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Evidence of a pod is collected by the image of the executor, in a Job of a real cluster, as the account that the operations page gives to the
 * collector, into a volume. The pod has been started twice, writes bytes that are no text, and has put a program into its file system.
 */
class EvidenceJobIT {

    private static final String IMAGE = "registry.example.com/runproof/executor:evidence";
    private static final Path OPERATIONS = Path.of(System.getProperty("basedir", ""), "..", "docs", "operations.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    /** Longer than any executor has for what it has begun. */
    private static final Duration LATER = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: shop, namespace: %1$s-shop }
            spec:
              replicas: 2
              selector: { matchLabels: { app: shop } }
              template:
                metadata: { labels: { app: shop } }
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                    - name: web
                      image: testbed/busybox:1
                      imagePullPolicy: Never
                      command: [/bin/sh, -c, "mkdir -p /www; echo hello > /www/index.html; exec httpd -f -p 8080 -h /www"]
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: shop, namespace: %1$s-shop }
            spec: { selector: { app: shop }, ports: [{ port: 8080 }] }
            """;

    private final String name = "runproof-test-" + UUID.randomUUID();
    private final String store = "/tmp/" + name;
    private final List<KubernetesObject> made = new ArrayList<>();
    private KubernetesCluster cluster;

    @BeforeAll
    static void load(@TempDir Path folder) {
        Ground.loadOrSkip(EvidenceJobIT.class, IMAGE, folder.resolve("image.tar"));
    }

    @BeforeEach
    void open() {
        Forensics.onNode(EvidenceJobIT.class, "sh", "-c", "umask 0; mkdir " + store);
        cluster = KubernetesCluster.fromKubeconfig(Path.of(System.getenv("RUNPROOF_KUBECONFIG")));
    }

    @AfterEach
    void close() {
        if (cluster != null) {
            made.stream()
                    .filter(object -> !object.ref().kind().namespaced())
                    .forEach(object -> cluster.delete(object.ref(), object.uid(), WriteMode.COMMIT));
            cluster.close();
            Forensics.onNode(EvidenceJobIT.class, "rm", "-rf", store);
        }
    }

    @Test
    void whatTheApiServerHasIsStoredAndItsChecksumIsInTheRecord() throws IOException {
        prepare("restricted", "");
        KubernetesObject pod = pod();

        TransactionResult result = capture(pod);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification()).contains(new Verification.Verified());
        String folder = folder(pod);
        assertThat(inStore(folder, "sha256sum --check SHA256SUMS"))
                .doesNotContain("FAILED")
                .contains("manifest.json: OK");
        String manifest = inStore(folder, "sha256sum manifest.json").substring(0, 64);
        assertThat(note())
                .contains(
                        "manifest sha256:" + manifest + " at " + folder,
                        "no gaps",
                        "left out: processes, file systems, flows");
        assertThat(inStore(folder, "cat log-01-web.txt")).contains("second run");
        assertThat(inStore(folder, "cat log-01-web-previous.txt")).contains("first run");
        assertThat(inStore(folder, "cat job.json")).contains("runproof.dev/incident", "INC-1", "capture-pod-evidence");
        assertThat(inStore(folder, "ls")).contains("events.json").doesNotContain("processes");
        assertIsAsBefore(pod);

        var release = engine().release(result.containment().orElseThrow(), "jane");

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(inStore(folder, "sha256sum --check SHA256SUMS")).contains("manifest.json: OK");
    }

    @Test
    void fromTheNodeComesWhatRunsAndWhatWasWritten() throws IOException {
        prepare("privileged", "  node: \"true\"\n");
        KubernetesObject pod = pod();

        TransactionResult result = capture(pod);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        String folder = folder(pod);
        assertThat(inStore(folder, "sha256sum --check SHA256SUMS"))
                .doesNotContain("FAILED")
                .contains("layer-01.tar: OK");
        assertThat(inStore(folder, "cat processes.jsonl")).contains("[\"/tmp/sleep\",\"1000\"]", "/tmp/dropped");
        assertThat(inStore(folder, "tar -xOf layer-01.tar tmp/note")).contains("of the attacker");
        assertThat(inStore(folder, "tar -tvf layer-01.tar"))
                .contains("tmp/passwd -> /etc/passwd")
                .contains("tmp/pipe");
        assertThat(inStore(folder, "cat sockets.txt")).contains("== tcp");
        assertIsAsBefore(pod);
    }

    @Test
    void evidenceThenQuarantineThenTheWorkloadWhenSomebodyAgrees(@TempDir Path folderOfThis) throws Exception {
        prepare("restricted", "");
        applyShipped("/META-INF/runproof/crd/responseruns.yaml");
        KubernetesObject standing = StandingQuarantine.policy();
        if (cluster.get(standing.ref()).isEmpty()) {
            cluster.create(standing, WriteMode.COMMIT);
        }
        apply(DEPLOYMENT.formatted(name));
        await("two pods are the Service", () -> served().size() == 2);
        KubernetesObject pod = ofTheShop().get(0);
        String address = pod.text("status", "podIP").orElseThrow();
        await("it answers the world", () -> reaches(address));
        Response response = CompromisedPod.response(name + "-forensics");
        var inputs = Map.of("pod", pod.ref().namespace() + "/" + pod.ref().name());

        KilledResponder.killBetweenSteps(
                folderOfThis,
                name,
                name + "-forensics",
                pod.ref().namespace() + "/" + pod.ref().name());
        assertThat(reaches(address)).as("nobody has isolated it yet").isTrue();
        // Whoever comes later, when the time of the killed one is over, goes on behind what that has done.
        var later = new Responses(engine(LATER), List.of(response), event -> {});
        var asked = later.run(response, inputs, Mode.ENFORCE, new Incident("INC-1"));

        assertThat(asked.outcome()).as("%s", asked).isEqualTo(RunOutcome.WAITING);
        // Without a probe on the node nobody waits for its new identity.
        await("it is cut off", () -> !reaches(address));
        await("another pod takes its place", () -> served().size() == 2 && !served().contains(address));
        assertThat(served()).allSatisfy(other -> assertThat(reaches(other)).isTrue());
        String folder = folder(pod);
        assertThat(inStore(folder, "sha256sum --check SHA256SUMS"))
                .doesNotContain("FAILED")
                .contains("manifest.json: OK");

        // Whoever goes on with it is another executor.
        var other = new Responses(engine(LATER), List.of(response), event -> {});
        other.decide(asked.run().orElseThrow(), "stop", Decision.Verdict.APPROVED, "jane");
        var done = other.run(response, inputs, Mode.ENFORCE, new Incident("INC-1"));

        assertThat(done.outcome()).as("%s", done).isEqualTo(RunOutcome.DONE);
        await("all others are gone", () -> ofTheShop().isEmpty());
        var isolated = cluster.get(pod.ref()).orElseThrow();
        assertThat(isolated.uid()).isEqualTo(pod.uid());
        assertThat(isolated.text("status", "phase")).contains("Running");
        assertThat(String.valueOf(isolated.list("status", "containerStatuses"))).contains("restartCount=0");
        assertThat(reaches(address)).as("it is cut off still").isFalse();
        String manifest = inStore(folder, "sha256sum manifest.json").substring(0, 64);
        assertThat(cluster.list(Containment.KIND, name).stream()
                        .map(record -> String.valueOf(record.list("spec", "history"))))
                .anyMatch(history -> history.contains("evidence-captured: manifest sha256:" + manifest))
                .anyMatch(history -> history.contains("evidence-exists: manifest sha256:" + manifest));
    }

    /** The pods of the Deployment that belong to it still. */
    private List<KubernetesObject> ofTheShop() {
        return cluster.list(Ground.PODS, name + "-shop").stream()
                .filter(pod -> pod.label("app").isPresent())
                .toList();
    }

    /** The addresses that the Service sends users to. */
    private List<String> served() {
        var slices = new ResourceKind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true);
        return cluster.list(slices, name + "-shop").stream()
                .flatMap(slice -> slice.list("endpoints").stream())
                .filter(endpoint -> String.valueOf(endpoint).contains("ready=true"))
                .flatMap(endpoint ->
                        endpoint instanceof Map<?, ?> map && map.get("addresses") instanceof List<?> addresses
                                ? addresses.stream()
                                : Stream.empty())
                .map(String::valueOf)
                .toList();
    }

    private static boolean reaches(String address) {
        String prefix = System.getenv().getOrDefault("RUNPROOF_WORLD", "");
        assertThat(prefix)
                .as("RUNPROOF_WORLD runs a program outside the cluster")
                .isNotBlank();
        var command = new ArrayList<>(List.of(prefix.trim().split(" +")));
        command.addAll(List.of("curl", "-sf", "--max-time", "1", "-o", "/dev/null", "http://" + address + ":8080/"));
        return new Program(command.get(0), "it is the command of RUNPROOF_WORLD")
                        .run("", command.subList(1, command.size()))
                        .exitCode()
                == 0;
    }

    /** The kubelet may write its status meanwhile; nobody else writes anything, and no container is started. */
    private void assertIsAsBefore(KubernetesObject pod) {
        KubernetesObject now = cluster.get(pod.ref()).orElseThrow();
        assertThat(now.uid()).isEqualTo(pod.uid());
        assertThat(now.map("spec")).isEqualTo(pod.map("spec"));
        for (String field : List.of("labels", "annotations", "finalizers", "ownerReferences", "generation")) {
            assertThat(now.at("metadata", field)).as(field).isEqualTo(pod.at("metadata", field));
        }
        assertThat(now.map("status").get("ephemeralContainerStatuses")).isNull();
        assertThat(String.valueOf(now.list("status", "containerStatuses"))).contains("restartCount=1");
    }

    private String folder(KubernetesObject pod) {
        String listed = Forensics.onNode(EvidenceJobIT.class, "ls", store).strip();
        assertThat(listed).matches("evidence-" + pod.uid() + "-[0-9TZ]+");
        return listed;
    }

    private String inStore(String folder, String command) {
        return Forensics.onNode(EvidenceJobIT.class, "sh", "-c", "cd " + store + "/" + folder + " && " + command);
    }

    private String note() {
        var record = Containment.of(cluster.list(Containment.KIND, name).get(0));
        return record.history().get(record.history().size() - 1).note();
    }

    private TransactionResult capture(KubernetesObject pod) {
        return engine().run(
                        new Forensics(name + "-forensics"),
                        InputTexts.of(Map.of(
                                "pod", pod.ref().namespace() + "/" + pod.ref().name())),
                        Mode.ENFORCE,
                        new Incident("INC-1"));
    }

    private Engine engine() {
        return engine(Duration.ZERO);
    }

    /** An executor whose clock is ahead. */
    private Engine engine(Duration ahead) {
        var time = EngineTime.of(
                InstantSource.offset(InstantSource.system(), ahead), pause -> Thread.sleep(pause.toMillis()));
        return new Engine(cluster, time, "evidence-test-" + UUID.randomUUID(), new Namespace(name), event -> {});
    }

    /** A pod whose container has ended once. */
    private KubernetesObject pod() {
        var ref = new ObjectRef(Ground.PODS, name + "-shop", "web");
        await(
                "the pod runs again",
                () -> cluster.get(ref)
                        .map(pod -> String.valueOf(pod.list("status", "containerStatuses")))
                        .filter(status -> status.contains("restartCount=1") && status.contains("running="))
                        .isPresent());
        return cluster.get(ref).orElseThrow();
    }

    private void prepare(String standard, String entry) throws IOException {
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
        String account = block("kind: ClusterRole\nmetadata: { name: runproof-evidence-collector }");
        apply(account.replace("enforce: restricted", "enforce: " + standard));
        apply("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: { name: %1$s }
                spec:
                  capacity: { storage: 1Gi }
                  accessModes: [ReadWriteOnce]
                  storageClassName: ""
                  hostPath: { path: %2$s, type: Directory }
                  claimRef: { namespace: %1$s-forensics, name: vault }
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: { name: vault, namespace: %1$s-forensics }
                spec:
                  accessModes: [ReadWriteOnce]
                  storageClassName: ""
                  volumeName: %1$s
                  resources: { requests: { storage: 1Gi } }
                """.formatted(name, store));
        apply(block("kind: ConfigMap\nmetadata: { name: evidence-vault") + entry);
        await("the service account of the pod is there", () -> {
            try {
                apply("""
                        apiVersion: v1
                        kind: Pod
                        metadata: { name: web, namespace: %1$s-shop }
                        spec:
                          terminationGracePeriodSeconds: 1
                          volumes: [{ name: shared, emptyDir: {} }]
                          containers:
                            - name: web
                              image: testbed/busybox:1
                              imagePullPolicy: Never
                              volumeMounts: [{ name: shared, mountPath: /shared }]
                              command:
                                - /bin/sh
                                - -c
                                - |
                                  if mkdir /shared/once; then echo first run; exit 3; fi
                                  printf 'second run \\000\\377\\033[2J\\n'
                                  mkdir -p /tmp
                                  echo of the attacker > /tmp/note
                                  ln -s /etc/passwd /tmp/passwd
                                  mkfifo /tmp/pipe
                                  cp /bin/busybox /tmp/dropped
                                  ln -s /tmp/dropped /tmp/sleep
                                  exec /tmp/sleep 1000
                        """.formatted(name));
                return true;
            } catch (ClusterException e) {
                return false;
            }
        });
    }

    /** Definitions stay in the cluster, as other tests use them too. */
    private void applyShipped(String file) throws IOException {
        try (var in = Objects.requireNonNull(KubernetesCluster.class.getResourceAsStream(file))) {
            for (KubernetesObject object : Ground.objects(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
                if (cluster.get(object.ref()).isEmpty()) {
                    cluster.create(object, WriteMode.COMMIT);
                }
            }
        }
    }

    private void apply(String yaml) {
        Ground.objects(yaml).forEach(object -> made.add(cluster.create(object, WriteMode.COMMIT)));
    }

    /** A part of the page, for the namespace and the image of this test. */
    private String block(String having) throws IOException {
        return BLOCK.matcher(Files.readString(OPERATIONS))
                .results()
                .map(found -> found.group(1))
                .filter(found -> found.contains(having))
                .findFirst()
                .orElseThrow()
                .replace("name: forensics\n", "name: " + name + "-forensics\n")
                .replaceAll("namespace: forensics( [,}]|,)", "namespace: " + name + "-forensics$1")
                .replace("name: runproof-evidence-collector", "name: " + name)
                .replace("registry.example.com/security/executor:1", IMAGE);
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("after " + PATIENCE + " it is not so: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
