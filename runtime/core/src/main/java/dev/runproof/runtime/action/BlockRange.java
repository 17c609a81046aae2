package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.index.Audit;
import dev.runproof.runtime.index.Ending;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.RunbookAction;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.value.IpRange;
import dev.runproof.runtime.value.Namespace;

/**
 * Drops all traffic between a range of addresses outside the cluster and every pod of a namespace, in both directions, as
 * {@code block-ip} does for one address, with the same limits.
 *
 * <p>At most 256 addresses of IPv4 ({@code /24}), or one site of IPv6 ({@code /48}): who blocks more than that blocks
 * strangers.
 *
 * @param range the range to block
 * @param in the namespace whose pods are protected from it
 */
@RunbookAction(
        name = BlockRange.NAME,
        target = "range",
        inverse = "Deletes the policy, if it is still as it was written.",
        audit = Audit.SERVER_DRY_RUN,
        permissions = {
            @Permission(
                    group = "cilium.io",
                    resource = "ciliumnetworkpolicies",
                    verbs = "create",
                    scope = Permission.Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "cilium.io",
                    resource = "ciliumnetworkpolicies",
                    verbs = {"get", "delete"},
                    scope = Permission.Scope.TARGET_NAMESPACE,
                    afterwards = true),
            // It is looked whether each node lets the traffic pass again.
            @Permission(
                    group = "",
                    resource = "pods",
                    verbs = "list",
                    scope = Permission.Scope.TARGET_NAMESPACE,
                    afterwards = true),
            @Permission(
                    group = "",
                    resource = "nodes",
                    verbs = "list",
                    scope = Permission.Scope.CLUSTER,
                    afterwards = true)
        },
        needs = {Safeguard.PROTECTION, Safeguard.TRAFFIC_SHARE},
        ending = Ending.UNDONE,
        atLeastSeconds = 1)
public record BlockRange(IpRange range, Namespace in) implements Action {

    static final String NAME = "block-range";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ContainmentTarget.Range target() {
        return new ContainmentTarget.Range(range, in);
    }

    @Override
    public Change change(ClusterReads cluster) {
        return new Change.Create(DenyPolicy.of(target()));
    }
}
