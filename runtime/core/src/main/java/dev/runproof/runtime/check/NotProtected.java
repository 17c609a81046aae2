package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The target is nothing that the cluster or its people cannot do without.
 *
 * <p>Protected are the addresses of nodes, pods, Services and the API server; addresses for special use (loopback,
 * link-local, multicast, reserved, …); and what the key {@code addresses} of the ConfigMap {@code runproof-protected} in
 * the runtime's own namespace lists, one address or range a line, with comments after {@code #}. So are the namespaces
 * {@code kube-system}, {@code kube-public}, {@code kube-node-lease} and the runtime's own.
 *
 * <p>If that list is missing or empty, or anything cannot be read, the check is undetermined, and nothing is enforced.
 *
 * <p>Limit: a load balancer that is known only by its host name is not looked up. List its ranges.
 */
@RunbookCheck(
        name = NotProtected.NAME,
        moments = Moment.PRE_CHECK,
        permissions = {
            @Permission(group = "", resource = "nodes", verbs = "list", scope = Scope.CLUSTER),
            @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.CLUSTER),
            @Permission(group = "", resource = "services", verbs = "list", scope = Scope.CLUSTER),
            @Permission(group = "discovery.k8s.io", resource = "endpointslices", verbs = "get", scope = Scope.CLUSTER),
            @Permission(group = "", resource = "configmaps", verbs = "get", scope = Scope.OWN_NAMESPACE)
        })
public record NotProtected() implements Check {

    static final String NAME = "not-protected";

    private static final Set<String> NAMESPACES = Set.of("kube-system", "kube-public", "kube-node-lease");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        Namespace namespace = context.target().namespace();
        if (NAMESPACES.contains(namespace.name()) || namespace.equals(context.ownNamespace())) {
            return new CheckResult.Failed("namespace " + namespace + " is protected");
        }
        if (context.target() instanceof ContainmentTarget.Address target) {
            return ofAddress(target.address(), context);
        }
        return new CheckResult.Undetermined("this check does not know such a target");
    }

    private static CheckResult ofAddress(IpAddress address, CheckContext context) {
        if (address.isSpecialUse()) {
            return new CheckResult.Failed(
                    address + " is an address for special use, such as loopback, link-local or multicast");
        }
        var cluster = new ClusterAddresses(context.cluster());
        List<Supplier<CheckResult>> looks = List.of(
                () -> ProtectedList.lookUp(address, context),
                () -> cluster.notOfApiServer(address),
                () -> cluster.notOfNode(address),
                () -> cluster.notOfService(address),
                () -> cluster.notOfPod(address));
        // All are taken: a hit says more than that something else could not be read.
        CheckResult worst = new CheckResult.Passed();
        for (Supplier<CheckResult> look : looks) {
            CheckResult result = determined(look);
            if (result instanceof CheckResult.Failed) {
                return result;
            }
            worst = worst instanceof CheckResult.Passed ? result : worst;
        }
        return worst;
    }

    private static CheckResult determined(Supplier<CheckResult> look) {
        try {
            return look.get();
        } catch (ClusterException e) {
            return new CheckResult.Undetermined(e.getMessage());
        }
    }
}
