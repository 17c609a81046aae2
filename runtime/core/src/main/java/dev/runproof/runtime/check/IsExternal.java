package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.IpRange;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The address belongs to a host outside the cluster: to no pod, node, Service or load balancer, not to the API server, and it
 * is none for special use.
 */
@RunbookCheck(
        name = IsExternal.NAME,
        moments = Moment.ONLY_IF,
        of = {IpAddress.class, IpAddresses.class, IpRange.class},
        permissions = {
            @Permission(group = "", resource = "nodes", verbs = "list", scope = Scope.CLUSTER),
            @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.CLUSTER),
            @Permission(group = "", resource = "services", verbs = "list", scope = Scope.CLUSTER),
            @Permission(group = "discovery.k8s.io", resource = "endpointslices", verbs = "get", scope = Scope.CLUSTER)
        })
public record IsExternal() implements Check {

    static final String NAME = "is-external";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.Remote target)) {
            return new CheckResult.Undetermined("this check looks at addresses");
        }
        Optional<Cidr> special =
                target.ranges().stream().filter(Cidr::isSpecialUse).findFirst();
        if (special.isPresent()) {
            return new CheckResult.Failed(target.text() + " is for special use");
        }
        var cluster =
                new ClusterAddresses(context.surroundings(), context.sources().hostNames());
        List<Supplier<CheckResult>> looks = List.of(
                () -> cluster.notOfPod(target),
                () -> cluster.notOfNode(target),
                () -> cluster.notOfService(target),
                () -> cluster.notOfApiServer(target));
        CheckResult worst = new CheckResult.Passed();
        for (Supplier<CheckResult> look : looks) {
            CheckResult result = determined(look);
            if (result instanceof CheckResult.Failed) {
                return result;
            }
            worst = result instanceof CheckResult.Undetermined ? result : worst;
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
