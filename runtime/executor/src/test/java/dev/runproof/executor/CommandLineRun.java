package dev.runproof.executor;

import dev.runproof.runtime.action.BlockIp;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.engine.Pause;
import dev.runproof.runtime.response.ResponseCatalogue;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.FaultyCluster;
import dev.runproof.runtime.simulated.SimulatedCluster;
import dev.runproof.runtime.transaction.TransactionCatalogue;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** Command lines that run in this process: on one simulated cluster, in virtual time. */
final class CommandLineRun implements InstantSource, Pause {

    private static final ResourceKind POLICIES =
            new ResourceKind("cilium.io", "v2", "CiliumNetworkPolicy", "ciliumnetworkpolicies", true);

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private Runnable duringPause = () -> {};
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private Map<String, String> environment = Map.of();
    private boolean coloured;
    private Iterable<TransactionCatalogue> catalogues = ServiceLoader.load(TransactionCatalogue.class);
    private final Iterable<ResponseCatalogue> responses = ServiceLoader.load(ResponseCatalogue.class);
    private final SimulatedCluster cluster =
            DemoCluster.of(new BlockIp(IpAddress.parse("203.0.113.7"), new Namespace("shop")), this);
    private Cluster way = cluster;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        duringPause.run();
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted");
        }
        now = now.plus(duration);
    }

    private long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    /** Lays a bad way to the cluster for what is run next. */
    CommandLineRun over(Faults faults) {
        way = new FaultyCluster(cluster, faults);
        return this;
    }

    CommandLineRun with(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    CommandLineRun whileItWaits(Runnable script) {
        duringPause = script;
        return this;
    }

    CommandLineRun onColouredTerminal() {
        coloured = true;
        return this;
    }

    CommandLineRun withoutCatalogues() {
        catalogues = List.of();
        return this;
    }

    /** Runs a command and gives its exit code. */
    int run(String... args) {
        out = new StringWriter();
        err = new StringWriter();
        var console = new Console(new PrintWriter(out), new PrintWriter(err), coloured);
        return Main.run(
                new Surroundings(
                        console,
                        catalogues,
                        responses,
                        kubeconfig -> way,
                        this,
                        this::nanos,
                        this,
                        "pod-1",
                        "jane",
                        environment),
                args);
    }

    /** Runs another command meanwhile, whose output is nobody's, and gives its exit code. */
    int beside(String... args) {
        return beside(call -> Optional.empty(), args);
    }

    /** The same, over a bad way to the cluster. */
    int beside(Faults faults, String... args) {
        var other = new FaultyCluster(cluster, faults);
        var console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false);
        return Main.run(
                new Surroundings(
                        console,
                        catalogues,
                        responses,
                        kubeconfig -> other,
                        this,
                        this::nanos,
                        this,
                        "pod-2",
                        "joe",
                        Map.of()),
                args);
    }

    String out() {
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    String err() {
        return err.toString().replace(System.lineSeparator(), "\n");
    }

    List<KubernetesObject> policies() {
        return cluster.list(POLICIES);
    }
}
