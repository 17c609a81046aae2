package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.KillPod;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.KillsBelow;
import dev.runproof.runtime.check.PodGone;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.Count;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The transaction {@code kill-pod}, as the compiler writes it.
 *
 * @param most how many pods of a workload may be killed in ten minutes
 * @param more what else has to hold before
 */
record Kill(int most, List<Check> more) implements SafetyTransaction<Kill.Inputs> {

    private static final InputDeclaration POD =
            new InputDeclaration("pod", "pod", "namespace/pod", "k8s.ns.name/k8s.pod.name", Optional.empty());

    Kill(int most) {
        this(most, List.of());
    }

    record Inputs(PodRef pod) {}

    static InputTexts texts(KubernetesObject pod) {
        return InputTexts.of(
                Map.of("pod", pod.ref().namespace() + "/" + pod.ref().name() + "/" + pod.uid()));
    }

    @Override
    public String name() {
        return "kill-pod";
    }

    @Override
    public Origin origin() {
        return new Origin("compromise", "compromise.md", 9, "sha256:" + "2".repeat(64));
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
        return new KillPod(inputs.pod(), IfUnknown.REFUSE);
    }

    @Override
    public List<Check> preChecks(Inputs inputs) {
        return Stream.concat(Stream.of(new KillsBelow(new Count(most), TimeSpan.parse("10m"))), more.stream())
                .toList();
    }

    @Override
    public List<Check> postChecks(Inputs inputs) {
        return List.of(new PodGone());
    }

    @Override
    public Duration maxDuration() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Expiry expiry() {
        return new Expiry.Never();
    }
}
