package dev.runproof.runtime.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What can be said of {@link K3sCluster} without Docker: what it asks k3s for. */
class K3sClusterTest {

    @Test
    void theChartOfCiliumIsInstalledByK3sItself() {
        var chart = load(K3sCluster.CHART);

        assertThat(chart).containsEntry("kind", "HelmChart");
        assertThat(chart.get("spec"))
                .asInstanceOf(MAP)
                .containsEntry("chart", "cilium")
                .containsEntry("version", K3sCluster.CILIUM)
                .containsEntry("bootstrap", true);
    }

    @Test
    void ciliumFindsTheApiServerBeforeThereIsANetwork() {
        var spec = (Map<?, ?>) Objects.requireNonNull(load(K3sCluster.CHART).get("spec"));
        var values = load(String.valueOf(spec.get("valuesContent")));

        assertThat(values)
                .containsEntry("k8sServiceHost", "127.0.0.1")
                .containsEntry("k8sServicePort", 6443)
                .containsEntry("operator", Map.of("replicas", 1));
    }

    @Test
    void k3sBringsNoNetworkAndNoPoliciesOfItsOwn() {
        assertThat(K3sCluster.commands("localhost"))
                .containsSubsequence("mount bpffs -t bpf /sys/fs/bpf", "mount --make-rshared /")
                .last()
                .asString()
                .startsWith("exec /bin/k3s server ")
                .contains("--flannel-backend=none", "--disable-network-policy", "--tls-san=localhost");
    }

    @SuppressWarnings("unchecked") // a document here is a map with text keys
    private static Map<String, Object> load(String yaml) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }
}
