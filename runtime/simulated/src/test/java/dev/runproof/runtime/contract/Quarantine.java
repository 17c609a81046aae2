package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.QuarantinePod;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.LabelIsEnforced;
import dev.runproof.runtime.check.PodStillRunning;
import dev.runproof.runtime.check.PolicyEnforced;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.PodRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The transaction {@code quarantine-pod}, as the compiler writes it; without what an empty list would refuse. */
record Quarantine(Duration maxDuration, List<Check> preChecks, List<Check> postChecks)
        implements SafetyTransaction<Quarantine.Inputs> {

    /** Of pods that run nowhere, so that there is nothing to look at. */
    static final Quarantine NOWHERE =
            new Quarantine(Duration.ofSeconds(60), List.of(), List.of(BlockSource.passing("policy-enforced")));

    private static final InputDeclaration POD =
            new InputDeclaration("pod", "pod", "namespace/pod", "k8s.ns.name/k8s.pod.name", Optional.empty());

    Quarantine() {
        this(Duration.ofSeconds(60));
    }

    Quarantine(Duration maxDuration) {
        this(maxDuration, List.of(new LabelIsEnforced()), List.of(new PolicyEnforced(), new PodStillRunning()));
    }

    record Inputs(PodRef pod) {}

    @Override
    public String name() {
        return "quarantine-pod";
    }

    @Override
    public Origin origin() {
        return new Origin("compromise", "compromise.md", 9, "sha256:" + "1".repeat(64));
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
        return new QuarantinePod(inputs.pod());
    }

    @Override
    public List<Check> preChecks(Inputs inputs) {
        return preChecks;
    }

    @Override
    public List<Check> postChecks(Inputs inputs) {
        return postChecks;
    }

    @Override
    public Expiry expiry() {
        return new Expiry.Page(Duration.ofHours(24));
    }
}
