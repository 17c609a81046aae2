package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.Namespace;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/**
 * What is listed as protected, in the runtime's namespace: what people have declared, in the ConfigMap {@value #DECLARED}, and
 * what programs have added to it, in {@value #ADDED}. What is added can protect more and never less; people alone declare what is
 * left unprotected, and until when their list is valid.
 *
 * @param declared by people
 * @param added by programs; empty if there is no such ConfigMap
 * @param unprotected namespaces that would be found to be protected, and are not
 */
record ProtectedList(ProtectedEntries declared, Optional<ProtectedEntries> added, Set<Namespace> unprotected) {

    static final String DECLARED = "runproof-protected";
    static final String ADDED = "runproof-protected-added";
    private static final String UNPROTECTED = "unprotected-namespaces";
    private static final String VALID_UNTIL = "valid-until";
    private static final Set<String> KEYS_OF_ADDED = Set.of(ProtectedEntries.ADDRESSES, ProtectedEntries.NAMESPACES);

    /**
     * Reads both. Admission reads them once more at the write.
     *
     * @throws UnreadableListException if that of people is missing, says nothing, or is out of date; if that of programs says
     *     what only people may; or if a line is none
     * @throws dev.runproof.runtime.cluster.ClusterException if one cannot be read
     */
    static ProtectedList read(CheckContext context) {
        var ref = new ObjectRef(
                SurroundingKinds.CONFIG_MAPS, context.ownNamespace().name(), DECLARED);
        KubernetesObject object = context.surroundings()
                .get(ref)
                .orElseThrow(() -> new UnreadableListException(
                        "there is no " + ref + "; declare there what must never be blocked"));
        requireValid(object, LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC));
        var declared = ProtectedEntries.of(object);
        if (declared.addresses().isEmpty()) {
            throw new UnreadableListException(ref + " lists nothing under " + ProtectedEntries.ADDRESSES);
        }
        Optional<ProtectedEntries> added = context.surroundings()
                .get(new ObjectRef(SurroundingKinds.CONFIG_MAPS, ref.namespace(), ADDED))
                .map(ProtectedList::added);
        return new ProtectedList(
                declared, added, Set.copyOf(ProtectedEntries.lines(object, UNPROTECTED, Namespace::parse)));
    }

    private static ProtectedEntries added(KubernetesObject object) {
        object.map("data").keySet().stream()
                .filter(key -> !KEYS_OF_ADDED.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new UnreadableListException(object.ref() + " has " + key + ", which only " + DECLARED
                            + " may have: there may be " + ProtectedEntries.ADDRESSES + " and "
                            + ProtectedEntries.NAMESPACES);
                });
        return ProtectedEntries.of(object);
    }

    /** What lists a range that has an address in common with another, in words. */
    Optional<String> hit(Cidr range) {
        return declared.hit(range).or(() -> added.flatMap(entries -> entries.hit(range)));
    }

    /** What lists a namespace, in words. */
    Optional<String> hit(Namespace namespace) {
        return declared.hit(namespace).or(() -> added.flatMap(entries -> entries.hit(namespace)));
    }

    /** Whether people have declared that a namespace is left unprotected. */
    boolean leaves(Namespace namespace) {
        return unprotected.contains(namespace);
    }

    /** Such as {@code configmaps/runproof-protected in runproof at version 7}, with that of what is added. */
    @Override
    public String toString() {
        return declared + added.map(entries -> " and " + entries).orElse("");
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
}
