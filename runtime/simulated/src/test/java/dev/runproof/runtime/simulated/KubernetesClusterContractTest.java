package dev.runproof.runtime.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.WriteMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real API server, and what only a real one has: schemas, certificates, identities. */
@TestInstance(Lifecycle.PER_CLASS)
class KubernetesClusterContractTest extends ClusterContract {

    private @Nullable KubernetesCluster cluster;

    @BeforeAll
    void connect() {
        cluster = TestCluster.real(KubernetesClusterContractTest.class);
    }

    @AfterAll
    void disconnect() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Override
    Cluster cluster() {
        return Objects.requireNonNull(cluster);
    }

    @Override
    Cluster writingAs(String manager) {
        return Objects.requireNonNull(cluster).writingAs(manager);
    }

    @Test
    void aFieldThatTheSchemaDoesNotKnowIsRefusedAndNotDropped() {
        var spec = Map.of("endpointSelector", Map.of(), "enableDefaultDenied", Map.of("ingress", false));
        var unknown = policy("a", "203.0.113.7/32").with("spec", spec);

        assertReason(Reason.INVALID, () -> cluster().create(unknown, WriteMode.DRY_RUN));
        assertReason(Reason.INVALID, () -> cluster().apply(unknown, "ours", WriteMode.DRY_RUN));
    }

    @Test
    void anUnknownIdentityIsRefused(@TempDir Path folder) throws IOException {
        var stranger = kubeconfig().replaceAll("(client-certificate-data|token): .*", "token: nobody");

        assertThat(failureOf(folder, stranger).reason()).isEqualTo(Reason.FORBIDDEN);
    }

    @Test
    void aServerWhoseCertificateWeDoNotTrustIsNotAsked(@TempDir Path folder) throws IOException {
        var distrustful = kubeconfig().replaceAll("certificate-authority-data: .*", "");

        assertThat(failureOf(folder, distrustful).reason()).isEqualTo(Reason.UNREACHABLE);
    }

    private ClusterException failureOf(Path folder, String kubeconfig) throws IOException {
        var file = Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
        try (var other = KubernetesCluster.fromKubeconfig(file)) {
            return catchThrowableOfType(ClusterException.class, () -> other.list(CONFIG_MAPS));
        }
    }

    private static String kubeconfig() throws IOException {
        return Files.readString(TestCluster.kubeconfig().orElseThrow());
    }
}
