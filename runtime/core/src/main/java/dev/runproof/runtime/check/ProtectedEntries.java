package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What one ConfigMap protects.
 *
 * @param ref where it is
 * @param version its resource version
 * @param addresses the ranges that must never be blocked
 * @param namespaces the namespaces in which nothing is contained
 */
record ProtectedEntries(ObjectRef ref, String version, List<Cidr> addresses, Set<Namespace> namespaces) {

    static final String ADDRESSES = "addresses";
    static final String NAMESPACES = "namespaces";

    /**
     * Takes them out of their object.
     *
     * @throws UnreadableListException if a line is none
     */
    static ProtectedEntries of(KubernetesObject object) {
        return new ProtectedEntries(
                object.ref(),
                object.resourceVersion(),
                lines(object, ADDRESSES, ProtectedEntries::range),
                Set.copyOf(lines(object, NAMESPACES, Namespace::parse)));
    }

    /** Which range it lists that has an address in common with another, in words. */
    Optional<String> hit(Cidr range) {
        return addresses.stream()
                .filter(listed -> listed.overlaps(range))
                .findFirst()
                .map(listed -> ref + " lists " + listed);
    }

    /** That it lists a namespace, in words. */
    Optional<String> hit(Namespace namespace) {
        return namespaces.contains(namespace) ? Optional.of(ref + " lists it") : Optional.empty();
    }

    /** Such as {@code configmaps/runproof-protected in runproof at version 7}. */
    @Override
    public String toString() {
        return ref + " at version " + version;
    }

    /** The values of the lines under a key, without comments. */
    static <T> List<T> lines(KubernetesObject object, String key, Function<String, T> parse) {
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
