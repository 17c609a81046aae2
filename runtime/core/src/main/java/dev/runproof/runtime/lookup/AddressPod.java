package dev.runproof.runtime.lookup;

import dev.runproof.runtime.check.PodAddresses;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookLookup;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Lookup;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import java.util.List;
import java.util.Optional;

/**
 * The pod that has an address, with its UID: {@code $source.pod}. Whether it had the address when the incident began is for
 * the check {@code is-pod} to say, beside which it stands.
 *
 * @param name the name of the lookup
 * @param input the name of the input that is the address
 */
@RunbookLookup(
        name = "ip.pod",
        from = IpAddress.class,
        to = PodRef.class,
        permissions = @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.CLUSTER))
public record AddressPod(String name, String input) implements Lookup {

    @Override
    public String read(InputTexts inputs, ClusterReads cluster) throws UnresolvedException {
        IpAddress address = inputs.read(new InputDeclaration(input, "ip", "", "", Optional.empty()), IpAddress::parse);
        List<KubernetesObject> pods = PodAddresses.holders(cluster, address);
        if (pods.size() != 1) {
            throw new UnresolvedException(
                    pods.isEmpty()
                            ? "no pod on the pod network has the address " + address
                            : pods.size() + " pods have the address " + address);
        }
        var pod = pods.get(0);
        return new PodRef(new Namespace(pod.ref().namespace()), pod.ref().name(), Optional.of(pod.uid())).toString();
    }
}
