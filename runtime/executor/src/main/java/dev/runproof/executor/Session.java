package dev.runproof.executor;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.value.Namespace;
import java.util.function.BiFunction;

/** An engine on the cluster that the options name, for the length of one command. */
final class Session {

    private Session() {}

    static ExitCode with(Surroundings surroundings, CommonOptions options, BiFunction<Engine, Report, ExitCode> work) {
        var report = options.report(surroundings.console());
        var namespace = Namespace.parse(options.namespace());
        var sources = options.sources();
        Cluster cluster = surroundings.clusters().apply(options.kubeconfig());
        try {
            var engine = new Engine(
                    cluster,
                    surroundings.clock(),
                    surroundings.holder(),
                    namespace,
                    report::event,
                    surroundings.pause(),
                    sources);
            return work.apply(engine, report);
        } finally {
            close(cluster);
        }
    }

    private static void close(Cluster cluster) {
        if (cluster instanceof KubernetesCluster real) {
            real.close();
        }
    }
}
