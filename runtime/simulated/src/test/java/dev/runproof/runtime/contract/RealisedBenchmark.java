package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.BlockIp;
import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.check.NotProtected;
import dev.runproof.runtime.check.PolicyEnforced;
import dev.runproof.runtime.check.SourceIsVisible;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.contract.EngineBenchmark.Place;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.ResidentMirror;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.probe.NodeProbes;
import dev.runproof.runtime.probe.NodeProbes.Reply;
import dev.runproof.runtime.probe.ProbeQuestion;
import dev.runproof.runtime.probe.Verdict;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * From the moment that a resident executor is told until it has seen on the node that the block is enforced, beside the time that
 * Cilium takes for a bare policy, seen by the same probe, in turn.
 */
final class RealisedBenchmark {

    private static final Duration LOOK = Duration.ofMillis(5);
    private static final int WARM_UP = 3;

    private final Place place;

    RealisedBenchmark(Place place) {
        this.place = place;
    }

    void run(int rounds) throws IOException {
        if (System.getenv("RUNPROOF_NODE") == null) {
            System.out.println("RUNPROOF_NODE is not set: when a block is enforced is left out.\n");
            return;
        }
        Path folder = Files.createTempDirectory("benchmark");
        try (var node = Node.probeOrSkip(RealisedBenchmark.class, folder);
                var mirror = ResidentMirror.of(place.cluster(), place.own())) {
            var pod = IpAddress.parse(new WebServer(place.cluster(), place.shop()).start());
            measure(rounds, node.probes(), pod, Sources.NONE.with(node.probes()).withMirror(mirror));
        } finally {
            Files.deleteIfExists(folder.resolve("probe.key"));
            Files.delete(folder);
        }
    }

    private void measure(int rounds, NodeProbes probes, IpAddress pod, Sources sources) {
        var ours = new Series("block-ip: received to seen enforced");
        var raw = new Series("raw policy: POST to seen enforced");
        var engine = new Engine(place.cluster(), EngineTime.real(), "benchmark", place.own(), event -> {}, sources);
        var transaction = BlockSource.PLAIN
                .before(new NotProtected(), new SourceIsVisible())
                .after(new PolicyEnforced());
        IpAddress nodeAddress = node(pod);
        for (int round = -WARM_UP; round < rounds; round++) {
            String address = EngineBenchmark.address(round + WARM_UP);
            var inputs = InputTexts.of(Map.of("source", address, "namespace", place.shop()));
            long begin = System.nanoTime();
            TransactionResult result = engine.run(transaction, inputs, Mode.ENFORCE, new Incident("realised " + round));
            long time = System.nanoTime() - begin;
            if (!result.verification().equals(java.util.Optional.of(new Verification.Verified()))) {
                throw new IllegalStateException("round " + round + ": " + result);
            }
            engine.release(result.containment().orElseThrow(), "benchmark");
            if (round >= 0) {
                ours.add(time);
            }
            time = bare(probes, nodeAddress, pod, IpAddress.parse(address));
            if (round >= 0) {
                raw.add(time);
            }
        }
        System.out.println("Until it is enforced");
        System.out.println(ours.line());
        System.out.println(raw.line());
        System.out.printf("  ours to Cilium's own, at the median: %.2f (aim: 1.3)%n%n", ours.to(raw));
    }

    private long bare(NodeProbes probes, IpAddress node, IpAddress pod, IpAddress address) {
        var action = new BlockIp(address, new Namespace(place.shop()));
        KubernetesObject policy = ((Change.Create) action.change(place.cluster())).object();
        long begin = System.nanoTime();
        KubernetesObject made = place.cluster().create(policy, WriteMode.COMMIT);
        await(probes, node, pod, address, Verdict.DENIED);
        long time = System.nanoTime() - begin;
        place.cluster().delete(made.ref(), made.uid(), WriteMode.COMMIT);
        await(probes, node, pod, address, Verdict.PASSES);
        return time;
    }

    private static void await(NodeProbes probes, IpAddress node, IpAddress pod, IpAddress peer, Verdict verdict) {
        var question = new ProbeQuestion(List.of(Cidr.of(peer)), List.of(pod));
        while (true) {
            Reply reply =
                    probes.ask(Map.of(node, question), Duration.ofSeconds(5)).get(node);
            if (reply instanceof Reply.Answered answered
                    && answered.answer()
                            .row(pod, Cidr.of(peer))
                            .filter(row -> row.ingress() == verdict && row.egress() == verdict)
                            .isPresent()) {
                return;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private IpAddress node(IpAddress pod) {
        String host = place.cluster().list(Simulation.PODS, place.shop()).stream()
                .filter(object -> object.text("status", "podIP").equals(java.util.Optional.of(pod.toString())))
                .findFirst()
                .flatMap(object -> object.text("status", "hostIP"))
                .orElseThrow();
        return IpAddress.parse(host);
    }
}
