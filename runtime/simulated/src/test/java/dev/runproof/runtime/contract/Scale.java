package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.ScaleDeployment;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.ReplicasAre;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.DeploymentRef;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.Replicas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The transaction {@code scale-deployment}, as the compiler writes it.
 *
 * @param replicas how many the Deployment is to have
 * @param ifManaged whether it is scaled where that may be put back
 * @param first what runs after the change, before the number of replicas is looked at
 */
record Scale(int replicas, IfUnknown ifManaged, List<Check> first) implements SafetyTransaction<Scale.Inputs> {

    private static final InputDeclaration DEPLOYMENT =
            new InputDeclaration("deployment", "deployment", "namespace/deployment", "", Optional.empty());

    Scale(int replicas) {
        this(replicas, IfUnknown.REFUSE, List.of());
    }

    record Inputs(DeploymentRef deployment) {}

    @Override
    public String name() {
        return "scale-deployment";
    }

    @Override
    public Origin origin() {
        return new Origin("compromise", "compromise.md", 9, "sha256:" + "3".repeat(64));
    }

    @Override
    public List<InputDeclaration> inputs() {
        return List.of(DEPLOYMENT);
    }

    @Override
    public Inputs read(InputTexts texts) {
        texts.only(inputs());
        return new Inputs(texts.read(DEPLOYMENT, DeploymentRef::parse));
    }

    @Override
    public Action action(Inputs inputs) {
        return new ScaleDeployment(inputs.deployment(), new Replicas(replicas), ifManaged);
    }

    @Override
    public List<Check> preChecks(Inputs inputs) {
        return List.of();
    }

    @Override
    public List<Check> postChecks(Inputs inputs) {
        var checks = new ArrayList<>(first);
        checks.add(new ReplicasAre());
        return checks;
    }

    @Override
    public Duration maxDuration() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Expiry expiry() {
        return new Expiry.Page(Duration.ofHours(24));
    }
}
