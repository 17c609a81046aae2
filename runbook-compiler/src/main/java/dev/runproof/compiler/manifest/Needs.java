package dev.runproof.compiler.manifest;

import dev.runproof.compiler.index.Permission;
import dev.runproof.compiler.index.Permission.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an account needs to be allowed, and where. Immutable.
 *
 * @param general what is needed in no namespace that stands in a block
 * @param named what is needed in such ones, by their names
 */
record Needs(List<Permission> general, SortedMap<String, List<Permission>> named) {

    /** The parameters of actions that name the namespaces of scopes. */
    static final Map<Scope, String> NAMING =
            Map.of(Scope.NAMED_NAMESPACE, "in", Scope.CONTROLLER_NAMESPACE, "controllers");

    static final Needs NONE = new Needs(List.of(), new TreeMap<>());

    Needs {
        general = List.copyOf(general);
        var copies = new TreeMap<String, List<Permission>>();
        named.forEach((namespace, permissions) -> copies.put(namespace, List.copyOf(permissions)));
        named = Collections.unmodifiableSortedMap(copies);
    }

    /** Those of which none is for a namespace that is named. */
    static Needs of(Collection<Permission> permissions) {
        return of(permissions, Map.of());
    }

    /**
     * Permissions of which some may be for namespaces that are named.
     *
     * @param permissions any
     * @param namespaces these namespaces, by scope; one that is missing is only known when it is acted, and then it may be any in which
     *     targets may be
     */
    static Needs of(Collection<Permission> permissions, Map<Scope, String> namespaces) {
        var general = new ArrayList<Permission>();
        var named = new TreeMap<String, List<Permission>>();
        for (Permission permission : permissions) {
            if (!NAMING.containsKey(permission.scope())) {
                general.add(permission);
            } else if (namespaces.containsKey(permission.scope())) {
                named.computeIfAbsent(namespaces.get(permission.scope()), name -> new ArrayList<>())
                        .add(permission.in(Scope.NAMED_NAMESPACE));
            } else {
                general.add(permission.in(Scope.TARGET_NAMESPACE));
            }
        }
        return new Needs(general, named);
    }

    /** These and others. */
    Needs and(Needs others) {
        var all = new TreeMap<String, List<Permission>>(named);
        others.named.forEach((namespace, permissions) -> all.merge(namespace, permissions, Needs::concat));
        return new Needs(concat(general, others.general), all);
    }

    /** What is needed in a namespace that is named, beside what is needed in general. */
    List<Permission> in(String namespace) {
        return concat(general, named.getOrDefault(namespace, List.of()));
    }

    /** All of them, wherever. */
    List<Permission> all() {
        return concat(general, named.values().stream().flatMap(List::stream).toList());
    }

    private static List<Permission> concat(List<Permission> some, List<Permission> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
