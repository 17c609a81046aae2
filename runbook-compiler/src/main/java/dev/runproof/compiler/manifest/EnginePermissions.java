package dev.runproof.compiler.manifest;

import dev.runproof.compiler.index.Permission;
import dev.runproof.compiler.index.Permission.Scope;
import java.util.ArrayList;
import java.util.List;

/** What the engine needs for itself, beside what actions and checks need. */
final class EnginePermissions {

    private static final String RECORDS = "runproof.dev";
    private static final List<String> SIGN_OF_LIFE = List.of("runproof-serve");

    private EnginePermissions() {}

    /** To contain, and to take that back. */
    static List<Permission> ofEnforced(Work work) {
        var permissions = new ArrayList<Permission>();
        permissions.add(own(RECORDS, "containments", List.of(), "get", "create", "update"));
        if (work.command().equals(Work.RESPOND)) {
            permissions.add(own(RECORDS, "responseruns", List.of(), "get", "create", "update"));
        }
        if (work.goesOn()) {
            permissions.add(own("coordination.k8s.io", "leases", SIGN_OF_LIFE, "get"));
        }
        return permissions;
    }

    /** To tell what would be done: nothing is recorded. */
    static List<Permission> ofAudited() {
        return List.of(own(RECORDS, "containments", List.of(), "get"));
    }

    /** To look after all records, and after the objects that were made. */
    static List<Permission> ofResident(List<Permission> enforced) {
        var permissions = new ArrayList<>(List.of(
                own(RECORDS, "containments", List.of(), "get", "list", "create", "update", "delete"),
                own(RECORDS, "responseruns", List.of(), "get", "list", "update", "delete"),
                own("coordination.k8s.io", "leases", List.of(), "create"),
                own("coordination.k8s.io", "leases", SIGN_OF_LIFE, "get", "update")));
        enforced.stream()
                .filter(permission -> permission.verbs().contains("create"))
                .map(made -> new Permission(
                        made.group(), made.resource(), List.of("list"), Scope.CLUSTER, List.of(), List.of(), false))
                .forEach(permissions::add);
        return permissions;
    }

    private static Permission own(String group, String resource, List<String> names, String... verbs) {
        return new Permission(group, resource, List.of(verbs), Scope.OWN_NAMESPACE, names, List.of(), false);
    }
}
