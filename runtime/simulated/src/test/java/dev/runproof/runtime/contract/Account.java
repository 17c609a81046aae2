package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account of a real cluster that may do everything in the two namespaces of a bench, by RBAC as all others. */
final class Account implements AutoCloseable {

    private static final ResourceKind ACCOUNTS = new ResourceKind("", "v1", "ServiceAccount", "serviceaccounts", true);
    private static final ResourceKind SECRETS = new ResourceKind("", "v1", "Secret", "secrets", true);
    private static final ResourceKind BINDINGS =
            new ResourceKind("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true);

    private final Cluster admin;
    private final Bench bench;
    private final String name;

    /** Makes the account in the namespace of the records. */
    Account(Bench bench, String name) {
        this.bench = bench;
        this.admin = bench.cluster();
        this.name = name;
        create(new ObjectRef(ACCOUNTS, own(), name), Map.of(), Map.of());
        create(
                secret(),
                Map.of("kubernetes.io/service-account.name", name),
                Map.of("type", "kubernetes.io/service-account-token"));
        var role = Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", "ClusterRole", "name", "cluster-admin");
        var subject = Map.of("kind", "ServiceAccount", "name", name, "namespace", own());
        for (String namespace : List.of(own(), bench.shop())) {
            create(
                    new ObjectRef(BINDINGS, namespace, name),
                    Map.of(),
                    Map.of("roleRef", role, "subjects", List.of(subject)));
        }
        await("the account has a token", () -> token().isPresent());
    }

    /**
     * Writes a kubeconfig file for it.
     *
     * @param admin the kubeconfig file of the bench's cluster
     * @param folder takes the file
     */
    Path kubeconfig(Path admin, Path folder) {
        return ExecutorAccount.kubeconfig(admin, folder, token().orElseThrow());
    }

    @Override
    public void close() {
        remove(new ObjectRef(BINDINGS, bench.shop(), name));
        remove(new ObjectRef(BINDINGS, own(), name));
        remove(secret());
        remove(new ObjectRef(ACCOUNTS, own(), name));
    }

    private String own() {
        return bench.own().name();
    }

    private ObjectRef secret() {
        return new ObjectRef(SECRETS, own(), name);
    }

    private Optional<String> token() {
        return admin.get(secret())
                .flatMap(object -> object.text("data", "token"))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    }

    private void create(ObjectRef ref, Map<String, String> annotations, Map<String, ?> content) {
        admin.create(KubernetesObject.of(ref, Map.of(), annotations, content), WriteMode.COMMIT);
    }

    private void remove(ObjectRef ref) {
        admin.get(ref).ifPresent(object -> admin.delete(ref, object.uid(), WriteMode.COMMIT));
    }
}
