package dev.runproof.runbooks;

import static org.junit.jupiter.api.Assertions.fail;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.CaptureEvidence;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.EvidenceCaptured;
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
import java.util.Optional;

/**
 * A transaction that captures evidence into the store {@code vault} of a namespace, and what is on the node of the cluster where that store is.
 *
 * @param in the namespace of the store
 * @param ifIncomplete whether evidence with gaps will do
 */
record Forensics(String in, IfUnknown ifIncomplete) implements SafetyTransaction<Forensics.Inputs> {

    private static final InputDeclaration POD =
            new InputDeclaration("pod", "pod", "namespace/pod", "k8s.ns.name/k8s.pod.name", Optional.empty());

    record Inputs(PodRef pod) {}

    @Override
    public String name() {
        return "capture-pod-evidence";
    }

    @Override
    public Origin origin() {
        return new Origin(
                "correlated-compromise-indicator", "correlated-compromise-indicator.md", 1, "sha256:" + "0".repeat(64));
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
                inputs.pod(), new EvidenceStoreName("vault"), new Namespace(in), TimeSpan.parse("40s"));
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
        return Duration.ofMinutes(2);
    }

    @Override
    public Expiry expiry() {
        return new Expiry.Undo(Duration.ofHours(1));
    }

    /** Runs a program on the node, and gives what it prints; without a way there the tests are skipped. */
    static String onNode(Class<?> tests, String... program) {
        Given.orSkip(tests, Given.NODE);
        var outcome = Given.NODE.run(List.of(program));
        if (outcome.exitCode() != 0) {
            fail(outcome.output());
        }
        return outcome.output();
    }
}
