package dev.runproof.executor;

import dev.runproof.runtime.cluster.ByteReads;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.evidence.Collector;
import dev.runproof.runtime.evidence.Order;
import dev.runproof.runtime.evidence.Receipt;
import dev.runproof.runtime.hubble.Hubble;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Collects evidence about a pod: what the Job of {@code capture-evidence} runs. */
@Command(
        name = "collect",
        description = {
            "Collects evidence about a pod and stores it. The Job that capture-evidence makes runs this; nobody else"
                    + " needs to.",
            "It reads, and changes nothing but its store."
        })
final class CollectCommand implements Callable<Integer> {

    private static final ResourceKind JOBS = new ResourceKind("batch", "v1", "Job", "jobs", true);
    private static final Path PROC = Path.of("/proc");

    private final Surroundings surroundings;

    @Option(names = "--pod", required = true, paramLabel = "NAMESPACE/NAME/UID", description = "The pod.")
    private String pod = "";

    @Option(
            names = "--job",
            required = true,
            paramLabel = "NAMESPACE/NAME",
            description = "The Job that this runs in, which says on whose behalf.")
    private String job = "";

    @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "Takes the evidence.")
    private Path to = Path.of("");

    @Option(
            names = "--upload",
            paramLabel = "FILE",
            description = "Presigned addresses, one a line, to the first free one of which it is sent.")
    private Optional<Path> upload = Optional.empty();

    @Option(names = "--within", defaultValue = "60s", paramLabel = "TIME", description = "How long it may take.")
    private String within = "60s";

    @Option(names = "--node", description = "Look at processes and file systems too, from the pod's node.")
    private boolean node;

    @Option(
            names = "--flows",
            paramLabel = "HOST:PORT",
            description = "Ask this Hubble for flows too: its relay, or the agent of the pod's node. Without TLS.")
    private Optional<String> flows = Optional.empty();

    @Option(
            names = "--message",
            paramLabel = "FILE",
            defaultValue = "/dev/termination-log",
            description = "Where what is said in the end goes to, if it is there. Default: ${DEFAULT-VALUE}.")
    private Path message = Path.of("");

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "The cluster, as for run.")
    private Optional<Path> kubeconfig = Optional.empty();

    CollectCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var order = order();
        Cluster cluster = surroundings.clusters().apply(kubeconfig);
        try {
            if (!(cluster instanceof ByteReads reads)) {
                throw new UsageException("this cluster has no logs");
            }
            Receipt receipt = new Collector(reads, surroundings.clock(), surroundings.pause()::pause).collect(order);
            tell(receipt);
        } finally {
            if (cluster instanceof KubernetesCluster real) {
                real.close();
            }
        }
        return ExitCode.DONE.number();
    }

    private Order order() {
        PodRef about = PodRef.parse(pod);
        if (about.uid().isEmpty()) {
            throw new UsageException("--pod: " + about + " has no UID, and a name alone may be a successor's");
        }
        String[] place = job.split("/", -1);
        if (place.length != 2) {
            throw new UsageException("--job: it is NAMESPACE/NAME");
        }
        var environment = surroundings.environment();
        return new Order(
                about,
                new ObjectRef(JOBS, place[0], place[1]),
                to,
                upload,
                node ? Optional.of(PROC) : Optional.empty(),
                flows.map(CollectCommand::hubble),
                TimeSpan.parse(within).duration(),
                new Order.Identity(
                        environment.getOrDefault("RUNPROOF_COLLECTOR", surroundings.holder()),
                        environment.getOrDefault("RUNPROOF_ACCOUNT", surroundings.user()),
                        environment.getOrDefault("RUNPROOF_NODE", ""),
                        Main.version()));
    }

    private static Hubble hubble(String address) {
        try {
            return new Hubble(address);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--flows: " + e.getMessage());
        }
    }

    private void tell(Receipt receipt) {
        String json = receipt.json();
        // What it prints last is its message too, where the file cannot be written.
        surroundings.console().line(json);
        if (Files.isWritable(message)) {
            try {
                Files.writeString(message, json, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            } catch (IOException e) {
                surroundings.console().warning("what was collected could not be written to " + message);
            }
        }
    }
}
