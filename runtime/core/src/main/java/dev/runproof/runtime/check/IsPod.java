package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.value.IpAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The address belongs to one pod of the cluster, on the pod network, that was there before the incident began.
 *
 * <p>Addresses of pods are used again: one that has gone to another pod since says nothing about that pod. So a pod that was
 * created after the incident began does not count, nor does one that is over. Where several pods have the address, as those
 * in the network of a node do, it is none of them.
 */
@RunbookCheck(
        name = IsPod.NAME,
        moments = Moment.ONLY_IF,
        of = IpAddress.class,
        permissions = @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.CLUSTER))
public record IsPod() implements Check {

    static final String NAME = "is-pod";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.Address target)) {
            return new CheckResult.Undetermined("this check looks at one address");
        }
        List<KubernetesObject> pods;
        try {
            pods = PodAddresses.holders(context.cluster(), target.address());
        } catch (ClusterException e) {
            return new CheckResult.Undetermined(e.getMessage());
        }
        if (pods.isEmpty()) {
            return new CheckResult.Failed("no pod on the pod network has the address " + target.address());
        }
        if (pods.size() > 1) {
            return new CheckResult.Undetermined(pods.size() + " pods have the address " + target.address());
        }
        return ofOne(pods.get(0), context.episodeBegan());
    }

    private static CheckResult ofOne(KubernetesObject pod, Instant began) {
        String name = pod.ref().namespace() + "/" + pod.ref().name();
        Optional<Instant> created = created(pod);
        if (created.isEmpty()) {
            return new CheckResult.Undetermined("when pod " + name + " was created cannot be read");
        }
        return created.get().isAfter(began)
                ? new CheckResult.Failed("pod " + name + " has the address since " + created.get()
                        + ", and the incident began at " + began + ": it was another's then")
                : new CheckResult.Passed("it is the address of pod " + name);
    }

    private static Optional<Instant> created(KubernetesObject pod) {
        try {
            return pod.text("metadata", "creationTimestamp").map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
