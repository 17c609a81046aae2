package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.Namespace;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The target is nothing that the cluster or its people cannot do without.
 *
 * <p>Protected are the addresses of nodes, pods, Services, load balancers (by name too) and the API server; addresses for
 * special use (loopback, link-local, multicast, reserved, NAT64, …); and what the key {@code addresses} of the ConfigMap
 * {@code runproof-protected} in the runtime's own namespace lists, one address or range a line, with comments after
 * {@code #}. What programs add stands in {@code runproof-protected-added} beside it, under {@code addresses} and {@code
 * namespaces}, and nothing there makes less protected.
 *
 * <p>So are the namespaces {@code kube-system}, {@code kube-public}, {@code kube-node-lease} and the runtime's own, whatever
 * the list says; those in its key {@code namespaces}; those with the label {@code safety=whitelist}, on them or on a pod in
 * them; and those in which the usual workloads for the network, names, the way in, or monitoring run, unless its key {@code
 * unprotected-namespaces} has them.
 *
 * <p>If that list is missing, empty, or past its {@code valid-until}, or anything cannot be read, the check is undetermined,
 * and nothing is enforced. When it passes, the versions of the lists go into the record.
 */
@RunbookCheck(
        name = NotProtected.NAME,
        moments = Moment.PRE_CHECK,
        permissions = {
            @Permission(group = "", resource = "namespaces", verbs = "get", scope = Scope.CLUSTER),
            @Permission(
                    group = "",
                    resource = "nodes",
                    verbs = "list",
                    scope = Scope.CLUSTER,
                    targets = {"ip", "ip-range", "ip-addresses"}),
            @Permission(
                    group = "",
                    resource = "pods",
                    verbs = "list",
                    scope = Scope.CLUSTER,
                    targets = {"ip", "ip-range", "ip-addresses"}),
            @Permission(
                    group = "",
                    resource = "services",
                    verbs = "list",
                    scope = Scope.CLUSTER,
                    targets = {"ip", "ip-range", "ip-addresses"}),
            @Permission(
                    group = "discovery.k8s.io",
                    resource = "endpointslices",
                    verbs = "get",
                    scope = Scope.CLUSTER,
                    targets = {"ip", "ip-range", "ip-addresses"}),
            @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "",
                    resource = "configmaps",
                    verbs = "get",
                    scope = Scope.OWN_NAMESPACE,
                    names = {ProtectedList.DECLARED, ProtectedList.ADDED})
        },
        gives = Safeguard.PROTECTION)
public record NotProtected() implements Check {

    static final String NAME = "not-protected";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        Namespace namespace = context.target().namespace();
        if (ProtectedNamespaces.isAlways(namespace, context.ownNamespace())) {
            return new CheckResult.Failed("namespace " + namespace + " is protected");
        }
        if (context.target() instanceof ContainmentTarget.Remote target) {
            return ofAddresses(target, context);
        }
        return determined(() -> onList(List.of(), namespace, context));
    }

    private static CheckResult ofAddresses(ContainmentTarget.Remote target, CheckContext context) {
        Optional<Cidr> special =
                target.ranges().stream().filter(Cidr::isSpecialUse).findFirst();
        if (special.isPresent()) {
            return new CheckResult.Failed(
                    text(special.get()) + (special.get().isSingle() ? " is an address" : " has addresses")
                            + " for special use, such as loopback, link-local or multicast");
        }
        var cluster =
                new ClusterAddresses(context.surroundings(), context.sources().hostNames());
        List<Supplier<CheckResult>> looks = List.of(
                () -> onList(target.ranges(), target.namespace(), context),
                () -> cluster.notOfApiServer(target),
                () -> cluster.notOfNode(target),
                () -> cluster.notOfService(target),
                () -> cluster.notOfPod(target));
        // All are taken: a hit says more than that something else could not be read.
        CheckResult worst = new CheckResult.Passed();
        for (Supplier<CheckResult> look : looks) {
            CheckResult result = determined(look);
            if (result instanceof CheckResult.Failed) {
                return result;
            }
            worst = worse(worst, result);
        }
        return worst;
    }

    /** The first that could not be found out, or else the first with something to say. */
    private static CheckResult worse(CheckResult one, CheckResult other) {
        if (one instanceof CheckResult.Undetermined) {
            return one;
        }
        return other instanceof CheckResult.Undetermined || one.equals(new CheckResult.Passed()) ? other : one;
    }

    private static CheckResult onList(List<Cidr> ranges, Namespace namespace, CheckContext context) {
        ProtectedList list;
        try {
            list = ProtectedList.read(context);
        } catch (UnreadableListException e) {
            return new CheckResult.Undetermined(String.valueOf(e.getMessage()));
        }
        return ranges.stream()
                .flatMap(range -> list.hit(range).stream().map(hit -> text(range) + " is protected: " + hit))
                .findFirst()
                .or(() -> ProtectedNamespaces.reason(context.surroundings(), namespace, list))
                .<CheckResult>map(CheckResult.Failed::new)
                .orElseGet(() -> new CheckResult.Passed(list.toString()));
    }

    private static String text(Cidr range) {
        return range.isSingle() ? range.first().toString() : range.toString();
    }

    private static CheckResult determined(Supplier<CheckResult> look) {
        try {
            return look.get();
        } catch (ClusterException e) {
            return new CheckResult.Undetermined(e.getMessage());
        }
    }
}
