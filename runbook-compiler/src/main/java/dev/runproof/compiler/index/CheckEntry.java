package dev.runproof.compiler.index;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A check.
 *
 * @param name the name in a runbook
 * @param javaClass the record that it is
 * @param documentation what it looks at
 * @param parameters its parameters, in the order of the record's components
 * @param moments where in a transaction it may stand
 * @param permissions what it needs to be allowed
 * @param gives what it looks at for actions that need it
 * @param atLeast the shortest time from intent to containment with which it can hold; not negative
 * @param of the names of the types of what it can look at in a response; empty if that is anything
 */
public record CheckEntry(
        String name,
        JavaClass javaClass,
        Documentation documentation,
        List<Parameter> parameters,
        Set<Moment> moments,
        List<Permission> permissions,
        Set<Safeguard> gives,
        Duration atLeast,
        Set<String> of)
        implements IndexEntry {

    /** Takes the collections as they are now. */
    public CheckEntry {
        parameters = List.copyOf(parameters);
        moments = Set.copyOf(moments);
        permissions = List.copyOf(permissions);
        gives = Set.copyOf(gives);
        of = Set.copyOf(of);
    }

    /** A check that looks at anything. */
    public CheckEntry(
            String name,
            JavaClass javaClass,
            Documentation documentation,
            List<Parameter> parameters,
            Set<Moment> moments,
            List<Permission> permissions,
            Set<Safeguard> gives,
            Duration atLeast) {
        this(name, javaClass, documentation, parameters, moments, permissions, gives, atLeast, Set.of());
    }

    /** When a check runs. */
    public enum Moment {
        /** Before a step of a response, to decide whether it is done at all. */
        ONLY_IF("only-if"),
        /** Before anything is changed. */
        PRE_CHECK("pre-check"),
        /** After the change, before it counts as contained. */
        POST_CHECK("post-check");

        private final String key;

        Moment(String key) {
            this.key = key;
        }

        /** The key of a transaction, or of a step, under which such checks stand. */
        public String key() {
            return key;
        }
    }
}
