package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The manifests of all {@link GeneratedWork} and {@link GeneratedResponse}, on a real cluster: the accounts in them, and lives in its namespaces. */
final class GeneratedAccounts implements AutoCloseable {

    /** The namespace of the executors. */
    static final Namespace OWN = new Namespace(ExecutorAccount.NAMESPACE);

    /** The account of the resident executor. It is not the generated one, as other tests have an account of that name. */
    static final String SERVING = "executor-served";

    private final KubernetesCluster admin;
    private final ExecutorAccount applying;
    private final KubernetesObject shop;
    private final KubernetesObject gate;
    private final KubernetesObject vault;
    private final Path folder;
    private final Installation enforcing;
    private final Installation auditing;
    private final GeneratedLives lives;

    /**
     * Writes them.
     *
     * @param admin who may do everything; closed with this
     * @param folder an empty folder
     */
    GeneratedAccounts(KubernetesCluster admin, Path folder) throws IOException {
        this.admin = admin;
        this.folder = folder;
        this.applying = new ExecutorAccount(admin);
        this.shop = TestCluster.newNamespace(admin);
        this.gate = TestCluster.newNamespace(admin);
        this.vault = TestCluster.newNamespace(admin);
        this.lives = new GeneratedLives(
                admin,
                shop.ref().name(),
                new LifeGrounds(
                        admin, shop.ref().name(), gate.ref().name(), vault.ref().name()));
        this.enforcing = installation(
                "enforcing",
                Stream.concat(
                                Stream.of(GeneratedWork.values()).map(GeneratedWork::transaction),
                                Stream.of(GeneratedResponse.values()).map(GeneratedResponse::response))
                        .toList());
        this.auditing = installation("auditing", List.of());
    }

    /** Applies them. */
    void apply() {
        ContainmentDefinition.install(admin);
        label(shop, "scripts");
        label(vault, "evidence");
        // Everything else may be in it.
        applying.apply(enforcing.text("namespace.yaml"));
        enforcing.files().stream()
                .filter(path -> path.startsWith("accounts/")
                        || path.startsWith("admission/")
                        || path.startsWith("policy/")
                        || List.of("protected.yaml", "templates.yaml").contains(path))
                .map(enforcing::text)
                .forEach(applying::apply);
        auditing.files().stream()
                .filter(path -> path.startsWith("accounts/"))
                .map(auditing::text)
                .forEach(applying::apply);
        applying.connect(folder, Map.of("addresses", "198.51.100.0/25\n")).close();
        resident().forEach(applying::apply);
        allow();
    }

    private Installation installation(String name, List<String> enforced) throws IOException {
        return new Installation(
                Files.createDirectory(folder.resolve(name)),
                """
                image: registry.example.com/executor:1
                may-act-in: [%s, %s]
                enforce: [%s]
                protected: { addresses: [198.51.100.0/25] }
                people: { approve: { security-oncall: [security-oncall] } }
                """.formatted(shop.ref().name(), gate.ref().name(), String.join(", ", enforced)),
                Stream.of(GeneratedWork.values())
                        .map(work -> work.block(
                                shop.ref().name(),
                                gate.ref().name(),
                                vault.ref().name()))
                        .toList(),
                GeneratedResponse.blocks().toList());
    }

    private void label(KubernetesObject namespace, String value) {
        await("the namespace has its label", () -> {
            try {
                admin.replace(
                        admin.get(namespace.ref())
                                .orElseThrow()
                                .withAt(List.of("metadata", "labels", "runproof.dev/for"), Optional.of(value)),
                        WriteMode.COMMIT);
                return true;
            } catch (ClusterException e) {
                return false;
            }
        });
    }

    /** Lets actions act in the namespaces that the generated account of the resident executor says. */
    private void allow() {
        var serving = objects(enforcing.text("serve.yaml")).get(0);
        admin.replace(
                admin.get(serving.ref())
                        .orElseThrow()
                        .withMetadata(Map.of("annotations", serving.map("metadata", "annotations"))),
                WriteMode.COMMIT);
    }

    /** What was generated for a transaction, or a response. */
    List<KubernetesObject> of(Mode mode, String work) {
        return objects((mode == Mode.AUDIT ? auditing : enforcing).text("accounts/" + work + ".yaml"));
    }

    /** What was generated for the account of the resident executor, for {@link #SERVING}. */
    List<KubernetesObject> resident() {
        String renamed = enforcing.text("serve.yaml").replaceAll("(?m)^(.* name: .*)executor$", "$1" + SERVING);
        return objects(renamed).stream()
                .filter(object -> !object.ref().kind().kind().equals("Deployment"))
                .toList();
    }

    private static List<KubernetesObject> objects(String text) {
        var objects = new ArrayList<KubernetesObject>();
        ExecutorAccount.load(text).forEach(document -> objects.add(ExecutorAccount.object(document)));
        return objects;
    }

    /** Lives in a namespace that is there for them. */
    GeneratedLives lives() {
        return lives;
    }

    /** Connects as an account. */
    KubernetesCluster connect(String account) throws IOException {
        return applying.connect(Files.createTempDirectory(folder, account), account);
    }

    /** Puts a Role in the place of another one. */
    void replace(KubernetesObject role) {
        var found = admin.get(role.ref()).orElseThrow();
        admin.replace(role.withMetadata(Map.of("resourceVersion", found.resourceVersion())), WriteMode.COMMIT);
    }

    private void delete(KubernetesObject object) {
        try {
            admin.delete(object.ref(), object.uid(), WriteMode.COMMIT);
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.NOT_FOUND && e.reason() != ClusterException.Reason.CONFLICT) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        Stream.concat(
                        Stream.of(enforcing, auditing)
                                .flatMap(written -> written.files().stream()
                                        .filter(path -> path.startsWith("accounts/"))
                                        .flatMap(path -> objects(written.text(path)).stream())),
                        resident().stream())
                .forEach(object -> admin.get(object.ref()).ifPresent(this::delete));
        lives.close();
        // Other tests have the account of the operations page.
        var executor = new ObjectRef(Simulation.SERVICE_ACCOUNTS, OWN.name(), "executor");
        admin.get(executor)
                .ifPresent(found -> admin.replace(
                        found.withAt(List.of("metadata", "annotations"), Optional.empty()), WriteMode.COMMIT));
        applying.connect(folder, Map.of("addresses", "198.51.100.0/25\n")).close();
        TestCluster.remove(admin, shop);
        TestCluster.remove(admin, gate);
        TestCluster.remove(admin, vault);
        admin.close();
    }
}
