package dev.runproof.runtime.cluster;

import dev.runproof.runtime.cluster.ClusterException.Reason;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds where the API server is, and who we are to it. */
final class Credentials {

    private Credentials() {}

    /**
     * The current context of a file. Environment variables are not looked at.
     *
     * @throws ClusterException if there is no such file, or it names no cluster
     */
    static Config fromKubeconfig(Path file) {
        if (!Files.isRegularFile(file)) {
            throw unusable("there is no kubeconfig file " + file);
        }
        Config config;
        try {
            config = Config.fromKubeconfig(file.toFile());
        } catch (
                RuntimeException
                        e) { // whatever its parser meets: no YAML, another shape, nothing where a server should be
            throw new ClusterException(
                    Reason.UNREACHABLE, file + " cannot be read as a kubeconfig file, or its cluster has no server", e);
        }
        var context = config.getCurrentContext();
        if (context == null) {
            throw unusable("the kubeconfig file " + file
                    + " has no current-context: choose one with kubectl config use-context");
        }
        if (KubeConfigUtils.getFileWithNamedCluster(context) == null) {
            throw unusable("the current-context of the kubeconfig file " + file + " names no cluster that is in it");
        }
        return config;
    }

    /**
     * A kubeconfig where {@code kubectl} looks for one, or else the service account of the pod.
     *
     * @throws ClusterException if there is neither
     */
    static Config fromEnvironment() {
        Config config;
        try {
            config = Config.autoConfigure(null);
        } catch (RuntimeException e) {
            throw new ClusterException(Reason.UNREACHABLE, "the kubeconfig of the environment cannot be read", e);
        }
        if (config.getCurrentContext() == null
                && config.getAutoOAuthToken() == null
                && config.getOauthToken() == null) {
            throw unusable("there is neither a kubeconfig, in KUBECONFIG or ~/.kube/config, with a current-context,"
                    + " nor the service account of a pod");
        }
        return config;
    }

    private static ClusterException unusable(String message) {
        return new ClusterException(Reason.UNREACHABLE, message);
    }
}
