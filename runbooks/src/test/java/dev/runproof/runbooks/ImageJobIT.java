package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WriteMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image as a Job of a real cluster, as the operations page has it: in a namespace that lets in nothing but what is restricted, and where
 * the kubelet starts no image whose user is root. Where there is no node probe a containment is UNVERIFIED, which is exit code 3.
 */
class ImageJobIT {

    private static final String IMAGE = "registry.example.com/runproof/executor:test";
    private static final String VERIFIED = "0";
    private static final String UNVERIFIED = "3";

    private Ground ground;

    @BeforeAll
    static void load(@TempDir Path folder) {
        Ground.loadOrSkip(ImageJobIT.class, IMAGE, folder.resolve("image.tar"));
    }

    @BeforeEach
    void prepare() throws IOException {
        ground = new Ground(IMAGE);
        ground.prepare();
        ground.serve();
    }

    @AfterEach
    void close() {
        if (ground != null) {
            ground.close();
        }
    }

    @Test
    void containsAndIsNotTriedAgain() throws IOException {
        KubernetesObject job = ground.job(Map.of());
        ground.await("the Job has ended", () -> condition(job, "Failed").isPresent());

        assertThat(condition(job, "Failed").orElseThrow()).contains("PodFailurePolicy", "exit code 3 ");
        assertThat(ground.podsOf(job)).hasSize(1).allSatisfy(pod -> {
            assertThat(Ground.exitCode(pod)).contains(UNVERIFIED);
            assertThat(String.valueOf(pod.list("status", "containerStatuses"))).contains("UNVERIFIED");
        });
        assertThat(ground.state()).isEqualTo("CONTAINED");
        assertThat(ground.policies()).hasSize(1);
    }

    @Test
    void takesBackWhenItsPodIsDeleted() throws IOException {
        // Probes that are to be asked and are not there: it looks for ten seconds whether the policy is enforced.
        KubernetesObject job = ground.job(askingProbesAt(1));
        ground.await("the effect is there", () -> ground.policies().size() == 1);
        KubernetesObject pod = ground.podsOf(job).get(0);
        ground.cluster().delete(pod.ref(), pod.uid(), WriteMode.COMMIT);
        ground.await("the Job has ended", () -> condition(job, "Failed").isPresent());

        assertThat(condition(job, "Failed").orElseThrow()).contains("PodFailurePolicy", "exit code 10 ");
        assertThat(ground.policies()).isEmpty();
        assertThat(ground.state()).isEqualTo("ROLLED_BACK");
    }

    @Test
    void isVerifiedByAProbeOnItsNode(@TempDir Path folder) throws IOException {
        try (var probe = Probe.startOrSkip(ImageJobIT.class, folder)) {
            KubernetesObject job = ground.job(askingProbesAt(probe.port()));
            ground.await(
                    "the Job has ended",
                    () -> condition(job, "Complete")
                            .or(() -> condition(job, "Failed"))
                            .isPresent());

            assertThat(condition(job, "Complete")).as("%s", ground.podsOf(job)).isPresent();
            assertThat(ended(job)).containsExactly(VERIFIED);
            assertThat(ground.state()).isEqualTo("CONTAINED");
            assertThat(ground.cluster().list(Ground.CONTAINMENTS, ground.runtime()))
                    .allSatisfy(record -> assertThat(record.text("spec", "verification", "verdict"))
                            .contains("VERIFIED"));
        }
    }

    /** The Job with the key of the node probes. */
    private static Map<String, String> askingProbesAt(int port) {
        return Map.of(
                "- --mode=enforce",
                "- --mode=enforce\n            - --node-probe-key=/key/key",
                "- --incident=INC-42",
                "- --incident=INC-42\n            - --node-probe-port=" + port,
                "terminationMessagePolicy:",
                "volumeMounts: [{ name: key, mountPath: /key, readOnly: true }]\n          terminationMessagePolicy:",
                "      containers:\n",
                "      volumes: [{ name: key, secret: { secretName: node-probe } }]\n      containers:\n");
    }

    @Test
    void twoPodsHaveOneEffect() throws IOException {
        // Both are to come to an end, so the answer of the first does not end the Job.
        KubernetesObject job = ground.job(Map.of(
                "  podFailurePolicy:\n",
                "  parallelism: 2\n  completions: 2\n  podFailurePolicy:\n",
                "values: [2, 3, ",
                "values: [2, "));
        ground.await("both have ended", () -> ended(job).size() >= 2);

        assertThat(ended(job)).containsOnly(UNVERIFIED);
        assertThat(ground.policies()).hasSize(1);
        assertThat(ground.state()).isEqualTo("CONTAINED");
        assertThat(ground.cluster().list(Ground.CONTAINMENTS, ground.runtime()))
                .allSatisfy(record -> assertThat(record.list("spec", "claims")).hasSize(1));
    }

    private List<String> ended(KubernetesObject job) {
        return ground.podsOf(job).stream()
                .map(Ground::exitCode)
                .flatMap(Optional::stream)
                .toList();
    }

    /** A condition of the Job that is true, with its reason and message. */
    private Optional<String> condition(KubernetesObject job, String type) {
        return ground.cluster().get(job.ref()).stream()
                .flatMap(found -> found.list("status", "conditions").stream())
                .map(String::valueOf)
                .filter(text -> text.contains("type=" + type + ",") || text.contains("type=" + type + "}"))
                .filter(text -> text.contains("status=True"))
                .findFirst();
    }
}
