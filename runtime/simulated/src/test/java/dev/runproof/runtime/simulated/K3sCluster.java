package dev.runproof.runtime.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A Kubernetes of one node in a container of Docker, with Cilium in place of k3s' own network: the cluster of who has
 * Docker and no other. k3s installs the chart itself, out of a file that it finds when it starts.
 *
 * <p><b>It has not been run yet.</b> Where it was written no image can be pulled. What is known of it is that it compiles,
 * what it asks of Docker (by its test), and what each part is said to need: k3s' documentation on other networks and on its
 * Helm controller, Cilium's on k3s and on Kubernetes in Docker (a BPF file system, mounts that are shared, the host's
 * control groups).
 */
final class K3sCluster implements AutoCloseable {

    /** Kubernetes 1.30, the newest that Cilium 1.16 is tested with. */
    static final String IMAGE = "rancher/k3s:v1.30.6-k3s1";

    static final String CILIUM = "1.16.5";

    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final String MANIFEST = "/var/lib/rancher/k3s/server/manifests/cilium.yaml";
    static final String CHART = """
            apiVersion: helm.cattle.io/v1
            kind: HelmChart
            metadata: { name: cilium, namespace: kube-system }
            spec:
              bootstrap: true  # runs on a node that has no network yet
              repo: https://helm.cilium.io/
              chart: cilium
              version: %s
              targetNamespace: kube-system
              valuesContent: |-
                operator: { replicas: 1 }
                ipam: { mode: kubernetes }
                k8sServiceHost: 127.0.0.1
                k8sServicePort: 6443
                kubeProxyReplacement: "false"
                cgroup: { autoMount: { enabled: false }, hostRoot: /sys/fs/cgroup }
                envoy: { enabled: false }
                l7Proxy: false
                hubble: { enabled: false }
            """.formatted(CILIUM);

    /** True once the node has its network and the API server knows the policies of Cilium. */
    private static final String READY = "kubectl wait --for=condition=Ready nodes --all --timeout=1s"
            + " && kubectl get ciliumnetworkpolicies.cilium.io --all-namespaces";

    private final K3sContainer container;

    private K3sCluster(K3sContainer container) {
        this.container = container;
    }

    /** Why it cannot be started; empty if it can. */
    static Optional<String> obstacle() {
        return DockerClientFactory.instance().isDockerAvailable()
                ? Optional.empty()
                : Optional.of("no Docker answers in which k3s with Cilium could be started");
    }

    /** Starts it and waits until pods can run. Whoever starts it closes it; Testcontainers does where that is forgotten. */
    static K3sCluster start() {
        var container = container();
        container.start();
        return new K3sCluster(container);
    }

    @SuppressWarnings("resource") // it is not started yet
    private static K3sContainer container() {
        var container = new K3sContainer(DockerImageName.parse(IMAGE));
        container
                .withCopyToContainer(Transferable.of(CHART), MANIFEST)
                .withCreateContainerCmdModifier(command -> command.withEntrypoint("/bin/sh", "-c"))
                .waitingFor(Wait.forSuccessfulCommand(READY))
                .withStartupTimeout(LONGEST_START);
        container.setCommandParts(new String[] {String.join(" && ", commands(container.getHost()))});
        return container;
    }

    /** What runs in the container, one after the other. */
    static List<String> commands(String host) {
        return List.of(
                "mount bpffs -t bpf /sys/fs/bpf",
                "mount --make-rshared /",
                "exec /bin/k3s server --flannel-backend=none --disable-network-policy"
                        + " --disable=traefik,servicelb,metrics-server --tls-san=" + host);
    }

    /** Writes a kubeconfig file that leads to it. */
    Path kubeconfig(Path folder) {
        try {
            return Files.writeString(folder.resolve("k3s.kubeconfig"), container.getKubeConfigYaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
