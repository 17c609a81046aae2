package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.DenyPodLabels;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.PolicyEnforced;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.PodRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The transaction {@code deny-pod-labels}, as the compiler writes it.
 *
 * @param ifReplaced whether a pod is cut off whose successor would be cut off too
 * @param before what runs before the change
 * @param after what runs after it
 */
record CutLabels(IfUnknown ifReplaced, List<Check> before, List<Check> after)
        implements SafetyTransaction<CutLabels.Inputs> {

    static final Duration EXPIRY = Duration.ofMinutes(5);

    private static final InputDeclaration POD =
            new InputDeclaration("pod", "pod", "namespace/pod", "k8s.ns.name/k8s.pod.name", Optional.empty());

    CutLabels() {
        this(IfUnknown.REFUSE);
    }

    CutLabels(IfUnknown ifReplaced) {
        this(ifReplaced, List.of(), List.of(new PolicyEnforced()));
    }

    record Inputs(PodRef pod) {}

    @Override
    public String name() {
        return "deny-pod-labels";
    }

    @Override
    public Origin origin() {
        return new Origin("compromise", "compromise.md", 5, "sha256:" + "5".repeat(64));
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
        return new DenyPodLabels(inputs.pod(), ifReplaced);
    }

    @Override
    public List<Check> preChecks(Inputs inputs) {
        return before;
    }

    @Override
    public List<Check> postChecks(Inputs inputs) {
        return after;
    }

    @Override
    public Duration maxDuration() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Expiry expiry() {
        return new Expiry.Undo(EXPIRY);
    }
}
