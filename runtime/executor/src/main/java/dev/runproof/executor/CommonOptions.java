package dev.runproof.executor;

import dev.runproof.runtime.check.RememberedHostNames;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.check.SystemHostNames;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.metrics.Prometheus;
import dev.runproof.runtime.probe.HttpNodeProbes;
import dev.runproof.runtime.probe.NodeProbe;
import dev.runproof.runtime.probe.ProbeKey;
import dev.runproof.runtime.value.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that talks to a cluster. Filled in by picocli. */
final class CommonOptions {

    private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(2);
    private static final Duration FRESH_NAME = Duration.ofSeconds(30);
    private static final Duration LONGEST_MEMORY_OF_NAMES = Duration.ofHours(1);

    /** The form of what is printed. */
    enum Output {
        /** A timeline for people. */
        TEXT,
        /** One JSON object a line. */
        JSON
    }

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The cluster. Default: KUBECONFIG, ~/.kube/config, or the service account of the pod.")
    private Optional<Path> kubeconfig = Optional.empty();

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "runproof",
            description = "The namespace of the runtime, with its records and lists. Default: ${DEFAULT-VALUE}.")
    private String namespace = "runproof";

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "A timeline, or one JSON object a line, the last with the type \"result\".")
    private Output output = Output.TEXT;

    @Option(
            names = "--node-probe-key",
            paramLabel = "FILE",
            description = "The key of the node probes. Without it, policy-enforced cannot see what the nodes do.")
    private Optional<Path> probeKey = Optional.empty();

    @Option(
            names = "--node-probe-port",
            paramLabel = "PORT",
            defaultValue = "" + NodeProbe.DEFAULT_PORT,
            description = "The port of the probe on each node. Default: ${DEFAULT-VALUE}.")
    private int probePort = NodeProbe.DEFAULT_PORT;

    @Option(
            names = "--cilium-namespace",
            paramLabel = "NAME",
            defaultValue = "kube-system",
            description = "The namespace of Cilium and its configuration. Default: ${DEFAULT-VALUE}.")
    private String ciliumNamespace = "kube-system";

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            description = {
                "The Prometheus that has the metrics of Hubble and Cilium, such as http://prometheus.monitoring:9090. Without it,",
                "traffic-share-below does not know the share, map-pressure-below not the maps, and service-healthy not",
                "the errors."
            })
    private Optional<String> prometheus = Optional.empty();

    /**
     * Where checks look beside the API server.
     *
     * @throws UsageException if the address of Prometheus is none
     */
    Sources sources() {
        var names = new RememberedHostNames(
                new SystemHostNames(LONGEST_LOOK_UP), FRESH_NAME, LONGEST_MEMORY_OF_NAMES, System::nanoTime);
        var sources = Sources.NONE.with(names).withCiliumIn(Namespace.parse(ciliumNamespace));
        var probed = probeKey.map(file -> sources.with(new HttpNodeProbes(ProbeKey.read(file), probePort)))
                .orElse(sources);
        return prometheus.map(url -> probed.with(metrics(url))).orElse(probed);
    }

    private static Metrics metrics(String url) {
        try {
            return Prometheus.at(url);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--prometheus: " + e.getMessage());
        }
    }

    Optional<Path> kubeconfig() {
        return kubeconfig;
    }

    String namespace() {
        return namespace;
    }

    /** That there is no such containment. */
    UsageException unknown(String containment) {
        return new UsageException(
                "there is no containment " + containment + " in namespace " + namespace + "; executor list shows them");
    }

    /** That there is no such run. */
    UsageException unknownRun(String run) {
        return new UsageException(
                "there is no run " + run + " in namespace " + namespace + "; executor list --all shows them");
    }

    Report report(Console console) {
        return output == Output.JSON ? new JsonLines(console) : new Timeline(console);
    }
}
