package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What people have declared as protected, in the ConfigMap {@value #NAME} of the runtime's namespace.
 *
 * @param ref where it is
 * @param version its resource version
 * @param addresses the ranges that must never be blocked
 * @param namespaces the namespaces in which nothing is contained
 * @param unprotected namespaces that would be found to be protected, and are not
 */
record ProtectedList(
        ObjectRef ref, String version, List<Cidr> addresses, Set<Namespace> namespaces, Set<Namespace> unprotected) {

    static final String NAME = "runproof-protected";
    static final String ADDRESSES = "addresses";
    private static final String NAMESPACES = "namespaces";
    private static final String UNPROTECTED = "unprotected-namespaces";
    private static final String VALID_UNTIL = "valid-until";
    private static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);

    /**
     * Reads the list, by a quorum read.
     *
     * @throws UnreadableListException if it is missing, says nothing, is out of date, or has a line that is none
     * @throws dev.runproof.runtime.cluster.ClusterException if it cannot be read
     */
    static ProtectedList read(CheckContext context) {
        var ref = new ObjectRef(CONFIG_MAPS, context.ownNamespace().name(), NAME);
        KubernetesObject object = context.surroundings()
                .get(ref)
                .orElseThrow(() -> new UnreadableListException(
                        "there is no " + ref + "; declare there what must never be blocked"));
        requireValid(object, LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC));
        List<Cidr> addresses = lines(object, ADDRESSES, ProtectedList::range);
        if (addresses.isEmpty()) {
            throw new UnreadableListException(ref + " lists nothing under " + ADDRESSES);
        }
        return new ProtectedList(
                ref,
                object.resourceVersion(),
                addresses,
                Set.copyOf(lines(object, NAMESPACES, Namespace::parse)),
                Set.copyOf(lines(object, UNPROTECTED, Namespace::parse)));
    }

    /** The range on the list that has an address in common with another. */
    Optional<Cidr> hit(Cidr range) {
        return addresses.stream().filter(listed -> listed.overlaps(range)).findFirst();
    }

    private static void requireValid(KubernetesObject object, LocalDate today) {
        Optional<String> text = object.text("data", VALID_UNTIL);
        if (text.isEmpty()) {
            return;
        }
        try {
            if (LocalDate.parse(text.get().strip()).isBefore(today)) {
                throw new UnreadableListException(
                        object.ref() + " was valid until " + text.get().strip() + ": review it, and set a new date");
            }
        } catch (DateTimeException e) {
            throw new UnreadableListException(VALID_UNTIL + " in " + object.ref() + " is no date such as 2027-01-31");
        }
    }

    private static <T> List<T> lines(KubernetesObject object, String key, Function<String, T> parse) {
        var values = new ArrayList<T>();
        List<String> lines = object.text("data", key).orElse("").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int comment = lines.get(i).indexOf('#');
            String entry = (comment < 0 ? lines.get(i) : lines.get(i).substring(0, comment)).strip();
            try {
                if (!entry.isEmpty()) {
                    values.add(parse.apply(entry));
                }
            } catch (InvalidValueException e) {
                throw new UnreadableListException("line " + (i + 1) + " of " + key + " in " + object.ref()
                        + " cannot be read: " + e.getMessage());
            }
        }
        return List.copyOf(values);
    }

    private static Cidr range(String entry) {
        return entry.indexOf('/') >= 0 ? Cidr.parse(entry) : Cidr.of(IpAddress.parse(entry));
    }
}
