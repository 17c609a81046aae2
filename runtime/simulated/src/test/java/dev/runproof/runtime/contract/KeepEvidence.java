package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.CaptureEvidence;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.EvidenceCaptured;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.EvidenceStoreName;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A transaction that captures evidence of a pod, as the compiler writes it.
 *
 * @param in the namespace of the store
 * @param ifIncomplete whether evidence with gaps will do
 * @param within how long collecting may take
 */
record KeepEvidence(String in, IfUnknown ifIncomplete, String within)
        implements SafetyTransaction<KeepEvidence.Inputs> {

    static final String NAME = "capture-pod-evidence";

    private static final InputDeclaration POD =
            new InputDeclaration("pod", "pod", "namespace/pod", "k8s.ns.name/k8s.pod.name", Optional.empty());

    KeepEvidence(String in, IfUnknown ifIncomplete) {
        this(in, ifIncomplete, "20s");
    }

    record Inputs(PodRef pod) {}

    /** Declares the store and its account, with entries beside those that every store has. */
    static void declare(Cluster cluster, String in, Map<String, String> entries) {
        var data = new TreeMap<>(entries);
        data.putIfAbsent("image", "testbed/busybox:1");
        data.put("service-account", "evidence-collector");
        cluster.create(
                KubernetesObject.of(
                        new ObjectRef(Simulation.CONFIG_MAPS, in, "evidence-vault"),
                        Map.of(),
                        Map.of(),
                        Map.of("data", data)),
                WriteMode.COMMIT);
        cluster.create(
                KubernetesObject.of(
                        new ObjectRef(Simulation.SERVICE_ACCOUNTS, in, "evidence-collector"),
                        Map.of("runproof.dev/for", "evidence"),
                        Map.of(),
                        Map.of()),
                WriteMode.COMMIT);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Origin origin() {
        return new Origin("compromise", "compromise.md", 5, "sha256:" + "3".repeat(64));
    }

    @Override
    public List<InputDeclaration> inputs() {
        return List.of(POD);
    }

    @Override
    public Inputs read(InputTexts texts) {
        texts.only(inputs());
        return new Inputs(texts.read(POD, PodRef::parse));
    }

    @Override
    public Action action(Inputs inputs) {
        return new CaptureEvidence(
                inputs.pod(), new EvidenceStoreName("vault"), new Namespace(in), TimeSpan.parse(within));
    }

    @Override
    public List<Check> preChecks(Inputs inputs) {
        return List.of();
    }

    @Override
    public List<Check> postChecks(Inputs inputs) {
        return List.of(new EvidenceCaptured(ifIncomplete));
    }

    @Override
    public Duration maxDuration() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Expiry expiry() {
        return new Expiry.Undo(Duration.ofHours(1));
    }
}
