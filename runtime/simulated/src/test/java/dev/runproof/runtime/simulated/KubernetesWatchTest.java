package dev.runproof.runtime.simulated;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterFeed;
import dev.runproof.runtime.cluster.KubernetesCluster;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class KubernetesWatchTest extends WatchContract {

    private @Nullable KubernetesCluster cluster;

    @BeforeAll
    void connect() {
        cluster = TestCluster.real(KubernetesWatchTest.class);
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
    ClusterFeed feed() {
        return Objects.requireNonNull(cluster);
    }

    /** It does: two seconds before it ends a watch. */
    @Override
    void letTheServerSpeak() {}

    /** It does, when the time that was asked for is over. */
    @Override
    void letTheServerEndWatches() {}
}
