package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The addresses that people have declared as protected. */
final class ProtectedList {

    static final String NAME = "runproof-protected";
    static final String KEY = "addresses";
    private static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);

    private ProtectedList() {}

    /** Looks an address up in the list of the runtime's namespace. A list that says nothing protects nothing. */
    static CheckResult lookUp(IpAddress address, CheckContext context) {
        var ref = new ObjectRef(CONFIG_MAPS, context.ownNamespace().name(), NAME);
        Optional<KubernetesObject> list = context.cluster().get(ref);
        if (list.isEmpty()) {
            return new CheckResult.Undetermined("there is no " + ref + "; declare there what must never be blocked");
        }
        var ranges = new ArrayList<Cidr>();
        List<String> lines = list.get().text("data", KEY).orElse("").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String entry = lines.get(i).replaceFirst("#.*", "").strip();
            try {
                if (!entry.isEmpty()) {
                    ranges.add(range(entry));
                }
            } catch (InvalidValueException e) {
                return new CheckResult.Undetermined("line " + (i + 1) + " of " + KEY + " in " + ref
                        + " is neither an address nor a range: " + e.getMessage());
            }
        }
        if (ranges.isEmpty()) {
            return new CheckResult.Undetermined(ref + " lists nothing under " + KEY);
        }
        return ranges.stream()
                .filter(range -> range.contains(address))
                .findFirst()
                .<CheckResult>map(
                        range -> new CheckResult.Failed(address + " is protected: " + ref + " lists " + range))
                .orElse(new CheckResult.Passed());
    }

    private static Cidr range(String entry) {
        if (entry.indexOf('/') >= 0) {
            return Cidr.parse(entry);
        }
        var address = IpAddress.parse(entry);
        return new Cidr(address, address.bits());
    }
}
