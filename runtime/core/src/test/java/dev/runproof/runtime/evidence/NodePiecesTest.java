package dev.runproof.runtime.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ResourceKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a {@code /proc} of files that look as those of a kernel do. */
class NodePiecesTest {

    private static final String UID = "4f3c2a10-9b1d-4c57-8f6e-0123456789ab";
    private static final String ID = "c".repeat(64);
    private static final String OTHER = "d".repeat(64);

    @TempDir
    private Path temporary;

    private Path proc = Path.of("");
    private final Custody custody = new Custody();

    @BeforeEach
    void make() throws IOException {
        proc = Files.createDirectory(temporary.resolve("proc"));
        Files.createDirectories(proc.resolve("1"));
        Path root = Files.createDirectory(temporary.resolve("root"));
        Files.createSymbolicLink(proc.resolve("1/root"), root);
        Files.createDirectories(root.resolve("var/lib/a b/fs/tmp"));
        Files.writeString(root.resolve("var/lib/a b/fs/tmp/dropped"), "malware");
        process(1, "0::/init.scope\n", "");
        process(7, "0::/kubepods/pod" + UID + "/" + ID + "\n", "sh\0-c\0\u001b[2J\0");
        process(
                8,
                "0::/kubepods.slice/kubepods-pod" + UID.replace('-', '_') + ".slice/cri-containerd-" + ID + ".scope\n",
                "nc\0");
        process(9, "0::/kubepods/pod" + UID.replace('4', '5') + "/" + OTHER + "\n", "other\0");
    }

    private void process(int id, String cgroup, String command) throws IOException {
        Path folder = proc.resolve(String.valueOf(id));
        Files.createDirectories(folder.resolve("net"));
        Files.writeString(folder.resolve("cgroup"), cgroup);
        Files.write(folder.resolve("cmdline"), command.getBytes(StandardCharsets.UTF_8));
        Files.writeString(folder.resolve("status"), "Name:\tx\nUid:\t1000\n");
        Files.writeString(folder.resolve("net/tcp"), "sockets of " + id + "\n");
        Files.writeString(folder.resolve("mountinfo"), """
                30 20 0:9 / /proc rw - proc proc rw
                31 20 0:10 / / rw,relatime - overlay overlay rw,lowerdir=/l1:/l2,upperdir=/var/lib/a\\040b/fs,workdir=/w
                """);
        Files.createSymbolicLink(folder.resolve("exe"), Path.of("/bin/busybox (deleted)"));
    }

    private EvidenceFolder folder() throws IOException {
        return new EvidenceFolder(temporary, "evidence");
    }

    private NodePieces node(EvidenceFolder folder) {
        var clock = InstantSource.system();
        return new NodePieces(
                proc, UID, new Pieces(folder, custody, clock, clock.instant().plusSeconds(20)), custody);
    }

    private static KubernetesObject pod(String containerId) {
        return KubernetesObject.of(
                new ResourceKind("", "v1", "Pod", "pods", true),
                Map.of(
                        "metadata",
                        Map.of("name", "web-0", "namespace", "shop"),
                        "status",
                        Map.of(
                                "containerStatuses",
                                List.of(Map.of("name", "web", "containerID", "containerd://" + containerId)))));
    }

    @Test
    void theProcessesOfThePodAreTakenAndNobodyElses() throws IOException {
        var folder = folder();

        node(folder).processes();

        List<String> lines = Files.readAllLines(folder.path("processes.jsonl"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("\"pid\":7", ID, "[\"sh\",\"-c\",\"\\u001B[2J\"]", "/bin/busybox (deleted)");
        assertThat(lines.get(1)).contains("\"pid\":8", ID);
        assertThat(folder.path("sockets.txt")).content().contains("== tcp\nsockets of 7\n");
        assertThat(custody.gaps()).isEmpty();
    }

    @Test
    void whatAContainerHasWrittenIsArchived() throws IOException {
        var folder = folder();

        node(folder).layers(pod(ID));

        assertThat(Files.readString(folder.path("layer-01.tar"))).contains("tmp/dropped", "malware");
        assertThat(custody.gaps()).isEmpty();
    }

    @Test
    void whereTheRootIsNoOverlayThatIsAGap() throws IOException {
        Files.writeString(proc.resolve("7/mountinfo"), "31 20 0:10 / / rw - ext4 /dev/x rw,upperdir=/etc\n");

        node(folder()).layers(pod(ID));

        assertThat(custody.gaps())
                .containsExactly("file system of web: its root is no overlay, so that what was"
                        + " written to it is not told apart");
    }

    @Test
    void aPathThatLeadsUpwardsIsNotFollowed() throws IOException {
        Files.writeString(
                proc.resolve("7/mountinfo"),
                "31 20 0:10 / / rw - overlay overlay rw,upperdir=/var/../../etc,workdir=/w\n");

        node(folder()).layers(pod(ID));

        assertThat(custody.gaps()).hasSize(1);
        assertThat(custody.files()).isEmpty();
    }

    @Test
    void aContainerThatDoesNotRunHasNothingToTake() throws IOException {
        node(folder()).layers(pod("e".repeat(64)));

        assertThat(custody.gaps()).isEmpty();
        assertThat(custody.fields().toString()).contains("file system of web", "it does not run");
    }

    @Test
    void whereNoProcessIsSeenThatIsAGap() throws IOException {
        Files.writeString(proc.resolve("7/cgroup"), "0::/\n");
        Files.delete(proc.resolve("8/cgroup"));

        node(folder()).processes();

        assertThat(custody.gaps()).containsExactly("processes: none of the pod is to be seen on this node");
    }
}
