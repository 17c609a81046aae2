package dev.runproof.executor;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.notify.Channels;
import dev.runproof.runtime.notify.Pager;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.value.Namespace;
import java.util.function.BiFunction;
import java.util.function.Function;

/** An engine on the cluster that the options name, for the length of one command. */
final class Session {

    private Session() {}

    /** What a command works with. */
    record Tools(Cluster cluster, Engine engine, Responses responses, Heartbeat heartbeat, Report report) {}

    static ExitCode with(Surroundings surroundings, CommonOptions options, BiFunction<Engine, Report, ExitCode> work) {
        return with(surroundings, options, tools -> work.apply(tools.engine(), tools.report()));
    }

    static ExitCode with(Surroundings surroundings, CommonOptions options, Function<Tools, ExitCode> work) {
        var report = options.report(surroundings.console());
        var namespace = Namespace.parse(options.namespace());
        var sources = options.sources();
        Channels channels = channels(surroundings);
        Cluster cluster = surroundings.clusters().apply(options.kubeconfig());
        try (var pager = new Pager(channels, problem -> surroundings.console().warning(problem))) {
            var engine = new Engine(
                    cluster,
                    new EngineTime(surroundings.clock(), surroundings.nanos(), surroundings.pause()),
                    surroundings.holder(),
                    namespace,
                    event -> {
                        pager.accept(event);
                        report.event(event);
                    },
                    sources);
            var responses = new Responses(engine, surroundings.knownResponses().all(), event -> {
                pager.accept(event);
                report.event(event);
            });
            var heartbeat = new Heartbeat(cluster, surroundings.clock(), namespace);
            return work.apply(new Tools(cluster, engine, responses, heartbeat, report));
        } finally {
            close(cluster);
        }
    }

    private static Channels channels(Surroundings surroundings) {
        try {
            return Channels.of(surroundings.environment());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static void close(Cluster cluster) {
        if (cluster instanceof KubernetesCluster real) {
            real.close();
        }
    }
}
