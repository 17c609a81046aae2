package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.Namespace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    private static final ResourceKind NODES = new ResourceKind("", "v1", "Node", "nodes", false);

    private EvidenceGround ground;

    @BeforeAll
    static void load(@TempDir Path folder) {
        Ground.loadOrSkip(EvidenceJobIT.class, IMAGE, folder.resolve("image.tar"));
    }

    @BeforeEach
    void open() {
        ground = new EvidenceGround(EvidenceJobIT.class, IMAGE, "");
    }

    @AfterEach
    void close() {
        if (ground != null) {
            ground.close();
        }
    }

    @Test
    void whatTheApiServerHasIsStoredAndItsChecksumIsInTheRecord() throws IOException {
        prepare("restricted", "");
        KubernetesObject pod = pod();

        TransactionResult result = capture(pod);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification()).contains(new Verification.Verified());
        String folder = ground.folderOf(pod);
        assertThat(ground.inStore(folder, "sha256sum --check SHA256SUMS"))
                .doesNotContain("FAILED")
                .contains("manifest.json: OK");
        String manifest = ground.inStore(folder, "sha256sum manifest.json").substring(0, 64);
        assertThat(note())
                .contains(
                        "manifest sha256:" + manifest + " at " + folder,
                        "no gaps",
                        "left out: flows, processes, file systems");
        assertThat(ground.inStore(folder, "cat log-01-web.txt")).contains("second run");
        assertThat(ground.inStore(folder, "cat log-01-web-previous.txt")).contains("first run");
        assertThat(ground.inStore(folder, "cat job.json"))
                .contains("runproof.dev/incident", "INC-1", "capture-pod-evidence");
        assertThat(ground.inStore(folder, "ls")).contains("events.json").doesNotContain("processes");
        assertIsAsBefore(pod);

        var release = engine().release(result.containment().orElseThrow(), "jane");

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(ground.inStore(folder, "sha256sum --check SHA256SUMS")).contains("manifest.json: OK");
    }

    @Test
    void fromTheNodeComesWhatRunsAndWhatWasWritten() throws IOException {
        prepare("privileged", "  node: \"true\"\n");
        KubernetesObject pod = pod();

        TransactionResult result = capture(pod);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        String folder = ground.folderOf(pod);
        assertThat(ground.inStore(folder, "sha256sum --check SHA256SUMS"))
                .doesNotContain("FAILED")
                .contains("layer-01.tar: OK");
        assertThat(ground.inStore(folder, "cat processes.jsonl")).contains("[\"/tmp/sleep\",\"1000\"]", "/tmp/dropped");
        assertThat(ground.inStore(folder, "tar -xOf layer-01.tar tmp/note")).contains("of the attacker");
        assertThat(ground.inStore(folder, "tar -tvf layer-01.tar"))
                .contains("tmp/passwd -> /etc/passwd")
                .contains("tmp/pipe");
        assertThat(ground.inStore(folder, "cat sockets.txt")).contains("== tcp");
        assertIsAsBefore(pod);
    }

    @Test
    void flowsAreThoseThatHubbleHasSeenOfThePod() throws IOException {
        String agent = ground.cluster().list(NODES).stream()
                .flatMap(node -> node.list("status", "addresses").stream())
                .filter(address -> String.valueOf(address).contains("InternalIP"))
                .map(address -> String.valueOf(((Map<?, ?>) address).get("address")))
                .findFirst()
                .orElseThrow();
        prepare("restricted", "  flows: " + agent + ":4244\n");
        KubernetesObject pod = pod();
        String address = pod.text("status", "podIP").orElseThrow();
        assertThat(World.answers(address, "5")).as("nothing listens there").isFalse();

        // A node that is busy loses events, which is a gap.
        TransactionResult result = capture(pod, IfUnknown.ALLOW);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        String folder = ground.folderOf(pod);
        assertThat(ground.inStore(folder, "sha256sum --check SHA256SUMS"))
                .doesNotContain("FAILED")
                .contains("flows.pb: OK", "flows.jsonl: OK");
        assertThat(ground.inStore(folder, "cat flows.jsonl").lines())
                .allSatisfy(flow -> assertThat(flow).contains("\"pod_name\":\"web\"", ground.shop()))
                .anySatisfy(flow -> assertThat(flow)
                        .contains(
                                "\"source\":\"203.0.113.",
                                "\"destination\":\"" + address + "\"",
                                "\"destination_port\":8080",
                                "\"SYN\":true",
                                "\"verdict\":\"FORWARDED\""));
        assertThat(note()).contains("left out: processes, file systems, memory");
    }

    /** The kubelet may write its status meanwhile; nobody else writes anything, and no container is started. */
    private void assertIsAsBefore(KubernetesObject pod) {
        KubernetesObject now = ground.cluster().get(pod.ref()).orElseThrow();
        assertThat(now.uid()).isEqualTo(pod.uid());
        assertThat(now.map("spec")).isEqualTo(pod.map("spec"));
        for (String field : List.of("labels", "annotations", "finalizers", "ownerReferences", "generation")) {
            assertThat(now.at("metadata", field)).as(field).isEqualTo(pod.at("metadata", field));
        }
        assertThat(now.map("status").get("ephemeralContainerStatuses")).isNull();
        assertThat(String.valueOf(now.list("status", "containerStatuses"))).contains("restartCount=1");
    }

    private String note() {
        var record = Containment.of(
                ground.cluster().list(Containment.KIND, ground.own()).get(0));
        return record.history().get(record.history().size() - 1).note();
    }

    private TransactionResult capture(KubernetesObject pod) {
        return capture(pod, IfUnknown.REFUSE);
    }

    private TransactionResult capture(KubernetesObject pod, IfUnknown ifIncomplete) {
        return engine().run(
                        new Forensics(ground.forensics(), ifIncomplete),
                        InputTexts.of(Map.of(
                                "pod", pod.ref().namespace() + "/" + pod.ref().name())),
                        Mode.ENFORCE,
                        new Incident("INC-1"));
    }

    private Engine engine() {
        return new Engine(
                ground.cluster(),
                EngineTime.real(),
                "evidence-test-" + UUID.randomUUID(),
                new Namespace(ground.own()),
                event -> {});
    }

    /** A pod whose container has ended once. */
    private KubernetesObject pod() {
        var ref = new ObjectRef(Ground.PODS, ground.shop(), "web");
        ground.await(
                "the pod runs again",
                () -> ground.cluster()
                        .get(ref)
                        .map(pod -> String.valueOf(pod.list("status", "containerStatuses")))
                        .filter(status -> status.contains("restartCount=1") && status.contains("running="))
                        .isPresent());
        return ground.cluster().get(ref).orElseThrow();
    }

    private void prepare(String standard, String entries) throws IOException {
        ground.prepare(standard, entries);
        ground.await("the service account of the pod is there", () -> {
            try {
                ground.apply("""
                        apiVersion: v1
                        kind: Pod
                        metadata: { name: web, namespace: %1$s }
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
                        """.formatted(ground.shop()));
                return true;
            } catch (ClusterException e) {
                return false;
            }
        });
    }
}
