package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.gateway.SourcePolicy;
import dev.runproof.runtime.index.Audit;
import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.Ending;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookAction;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.SecurityPolicyRef;
import java.util.List;
import java.util.Optional;

/**
 * Has a Gateway of Envoy Gateway turn one source away, with the answer 403: where a proxy stands between, a policy for pods would never
 * see the address.
 *
 * <p>Puts a rule of its own in front of the others in {@code spec.authorization.rules} of a SecurityPolicy that stands at the Gateway. A
 * Gateway has only one, so that is yours, and it stands before anything happens. The first rule that matches decides: for
 * everybody else all is as before. What others have there stays, in its order, and several containments may each have a rule. Undoing takes
 * out this one alone, if it is still what was written.
 *
 * <p>Refused is a policy without {@code authorization}, with which a rule alone would turn everybody away; one that stands at something else
 * than Gateways, or is not accepted there; one that some route has put aside with a policy of its own, as the source would come in by
 * that; one with 256 rules; and, unless {@code if-managed} allows it, one whose rules Argo CD or Flux put back.
 *
 * <p>Limits: the rule is for what comes by the Gateways, or listeners, that the policy names. Which address their proxies see, {@code
 * gateway-can-deny} beside it finds out. Gateways of others than Envoy Gateway have no such policy.
 *
 * @param address the address to turn away
 * @param policy the SecurityPolicy that stands at the Gateway
 * @param controllers the namespace that the proxies of the Gateway are in
 * @param ifManaged whether it is done where Argo CD or Flux may put the rules back
 */
@RunbookAction(
        name = DenyGatewaySource.NAME,
        target = "address",
        inverse = "Takes the rule out of the policy, and leaves all others.",
        audit = Audit.SERVER_DRY_RUN,
        permissions =
                @Permission(
                        group = "gateway.envoyproxy.io",
                        resource = "securitypolicies",
                        verbs = {"get", "update"},
                        scope = Scope.TARGET_NAMESPACE),
        needs = {Safeguard.PROTECTION, Safeguard.TRAFFIC_SHARE},
        ending = Ending.UNDONE)
public record DenyGatewaySource(
        IpAddress address,
        SecurityPolicyRef policy,
        @Default("envoy-gateway-system") Namespace controllers,
        @Default("refuse") IfUnknown ifManaged)
        implements Action {

    static final String NAME = "deny-gateway-source";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ContainmentTarget.GatewaySource target() {
        return new ContainmentTarget.GatewaySource(address, policy, controllers);
    }

    @Override
    public Change change(ClusterReads cluster) {
        Optional<KubernetesObject> found = TargetKinds.find(policy, cluster);
        if (found.isEmpty()) {
            return new Change.Nothing("the SecurityPolicy is gone");
        }
        if (found.get().text("metadata", "deletionTimestamp").isPresent()) {
            return new Change.Nothing("the SecurityPolicy is being deleted");
        }
        return of(found.get(), new SourcePolicy(found.get()));
    }

    private Change of(KubernetesObject object, SourcePolicy standing) {
        Optional<String> denying = standing.denying(address);
        Optional<String> objection = denying.isPresent() ? standing.objection() : standing.objectionToOneMore();
        if (objection.isPresent()) {
            return new Change.Impossible(objection.get());
        }
        if (denying.isPresent()) {
            return new Change.Nothing(denying.get() + " of the SecurityPolicy turns it away already");
        }
        return GitOpsOwner.ofRules(object)
                .filter(owner -> ifManaged == IfUnknown.REFUSE)
                .<Change>map(owner -> new Change.Impossible("Argo CD or Flux would put the rules back, by "
                        + owner.sign() + ": suspend them and give if-managed: allow, or change them in Git"))
                .orElseGet(() -> new Change.Edit(
                        object,
                        List.of(new FieldEdit.InFront(
                                SourcePolicy.RULES, SourcePolicy.rule("runproof-" + target().hash(), address)))));
    }
}
