package dev.runproof.runtime.contract;

import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.IndexReader;
import dev.runproof.compiler.index.JavaClass;
import dev.runproof.compiler.index.Permission;
import dev.runproof.runtime.action.Action;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A verb that an action, a check or a lookup of the runtime declares.
 *
 * @param by its class
 * @param permission what the verb is about
 * @param verb the verb
 */
record DeclaredVerb(JavaClass by, Permission permission, String verb) {

    /** All that are declared. */
    static List<DeclaredVerb> all() {
        Index index = IndexReader.read(List.of(runtime())).index();
        return Stream.of(
                        index.actions().values().stream().flatMap(entry -> of(entry.javaClass(), entry.permissions())),
                        index.checks().values().stream().flatMap(entry -> of(entry.javaClass(), entry.permissions())),
                        index.lookups().values().stream().flatMap(entry -> of(entry.javaClass(), entry.permissions())))
                .flatMap(verbs -> verbs)
                .toList();
    }

    private static Path runtime() {
        try {
            return Path.of(Action.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<DeclaredVerb> of(JavaClass by, List<Permission> permissions) {
        return permissions.stream()
                .flatMap(permission -> permission.verbs().stream().map(verb -> new DeclaredVerb(by, permission, verb)));
    }

    /** Whether a request is what it is declared for. */
    boolean isFor(Asked.Request request) {
        return request.by().equals(by.toString())
                && request.verb().equals(verb)
                && request.kind().group().equals(permission.group())
                && request.kind().plural().equals(permission.resource())
                && isIn(request);
    }

    private boolean isIn(Asked.Request request) {
        boolean everywhere =
                request.verb().equals("list") && request.namespace().isEmpty();
        return switch (permission.scope()) {
            case CLUSTER -> everywhere || !request.verb().equals("list");
            case OWN_NAMESPACE -> request.namespace().equals(GeneratedAccounts.OWN.name());
            case TARGET_NAMESPACE, NAMED_NAMESPACE, CILIUM_NAMESPACE, CONTROLLER_NAMESPACE -> !everywhere;
        };
    }

    @Override
    public String toString() {
        return by + ": " + verb + " " + permission.resource() + " in " + permission.scope();
    }
}
