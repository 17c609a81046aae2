package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.index.Audit;
import dev.runproof.runtime.index.Ending;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.RunbookAction;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.Namespace;

/**
 * Drops all traffic between some addresses outside the cluster and every pod of a namespace, in both directions, as {@code
 * block-ip} does for one address, with the same limits.
 *
 * <p>All of them in one policy, made by one write and undone by one: none is blocked without the others. At most 256
 * addresses. Each takes two entries in the policy map of each pod, which has 16,384 of them unless Cilium is configured
 * otherwise.
 *
 * <p>An address may be in several lists, or blocked by itself too: it is free when the last of them ends. If one address
 * must not be blocked, none of the list is; the refusal names it.
 *
 * @param addresses the addresses to block
 * @param in the namespace whose pods are protected from them
 */
@RunbookAction(
        name = BlockAddresses.NAME,
        target = "addresses",
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
public record BlockAddresses(IpAddresses addresses, Namespace in) implements Action {

    static final String NAME = "block-addresses";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ContainmentTarget.Addresses target() {
        return new ContainmentTarget.Addresses(addresses, in);
    }

    @Override
    public Change change(ClusterReads cluster) {
        return new Change.Create(DenyPolicy.of(target()));
    }
}
