package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.index.Audit;
import dev.runproof.runtime.index.Ending;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.RunbookAction;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;

/**
 * Drops all traffic between one address outside the cluster and every pod of a namespace, in both directions. Connections
 * that are open stop too: at once what comes from the end that has opened one, and the answers of the other end after at
 * most one window of TCP.
 *
 * <p>Creates a CiliumNetworkPolicy with deny rules for that one address, IPv4 or IPv6. Deny rules win over every policy
 * that allows; the policy leaves default-deny as it is, so that nobody else's traffic changes. Cilium enforces it within
 * about half a second, and lets traffic pass again as quickly when the policy is deleted.
 *
 * <p>Limits: Cilium 1.16 or newer. Rules for addresses never match pods or nodes of the cluster: quarantine a pod
 * instead. Pods on the host network are not covered. Cilium lets answers pass in a connection that it knows, whatever the
 * policies say; TCP stops them, as nobody acknowledges them, but UDP has nothing that does. Where a load balancer, an
 * ingress or a node port puts its own address in place of the source's, the traffic is not recognised and passes.
 *
 * @param address the address to block
 * @param in the namespace whose pods are protected from it
 */
@RunbookAction(
        name = BlockIp.NAME,
        target = "address",
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
public record BlockIp(IpAddress address, Namespace in) implements Action {

    static final String NAME = "block-ip";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ContainmentTarget.Address target() {
        return new ContainmentTarget.Address(address, in);
    }

    @Override
    public Change change(ClusterReads cluster) {
        return new Change.Create(DenyPolicy.of(target()));
    }
}
