package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * A real API server answers one account by 429, for as long as a test wants, as API Priority and Fairness does in a storm.
 *
 * <p>The account has a priority level of its own, with one share, nothing that it could borrow, and no queue: a few requests
 * are served at a time and the others rejected. All of these few are taken by writes whose bodies do not come to their
 * ends. A level that is allowed to borrow was seen to reject nothing, even if it has no share.
 */
final class Storm implements AutoCloseable {

    private static final ResourceKind ACCOUNTS =
            new ResourceKind("", "v1", "ServiceAccount", "serviceaccounts", true);
    private static final ResourceKind SECRETS = new ResourceKind("", "v1", "Secret", "secrets", true);
    private static final ResourceKind BINDINGS =
            new ResourceKind("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true);
    private static final ResourceKind LEVELS = new ResourceKind(
            "flowcontrol.apiserver.k8s.io", "v1", "PriorityLevelConfiguration", "prioritylevelconfigurations", false);
    private static final ResourceKind SCHEMAS =
            new ResourceKind("flowcontrol.apiserver.k8s.io", "v1", "FlowSchema", "flowschemas", false);
    private static final String SCHEMA_HEADER = "X-Kubernetes-PF-FlowSchema-UID";
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    private final String name = "runproof-test-" + UUID.randomUUID();
    private final Cluster admin;
    private final Bench bench;
    private final Config config;
    private final HttpClient client;
    private final KubernetesCluster cluster;
    private final List<CompletableFuture<?>> held = new ArrayList<>();
    private CountDownLatch end = new CountDownLatch(1);

    /**
     * Makes an account that may do everything in the namespaces of a bench, and nothing is wrong with it yet.
     *
     * @param bench the bench, on a real cluster
     * @param folder takes the account's kubeconfig
     */
    Storm(Bench bench, Path folder) {
        this.bench = bench;
        this.admin = bench.cluster();
        String own = bench.own().name();
        create(new ObjectRef(ACCOUNTS, own, name), Map.of(), Map.of());
        var secret = new ObjectRef(SECRETS, own, name);
        create(
                secret,
                Map.of("kubernetes.io/service-account.name", name),
                Map.of("type", "kubernetes.io/service-account-token"));
        var subject = Map.of("kind", "ServiceAccount", "name", name, "namespace", own);
        for (String namespace : List.of(own, bench.shop())) {
            create(
                    new ObjectRef(BINDINGS, namespace, name),
                    Map.of(),
                    Map.of(
                            "roleRef",
                            Map.of(
                                    "apiGroup",
                                    "rbac.authorization.k8s.io",
                                    "kind",
                                    "ClusterRole",
                                    "name",
                                    "cluster-admin"),
                            "subjects",
                            List.of(subject)));
        }
        String schema = limit(own);
        await("the account has a token", () -> token(secret).isPresent());
        var kubeconfig = ExecutorAccount.kubeconfig(folder, token(secret).orElseThrow());
        this.config = Config.fromKubeconfig(kubeconfig.toFile());
        this.cluster = KubernetesCluster.fromKubeconfig(kubeconfig);
        try {
            this.client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(SSLUtils.sslContext(config))
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        await("the account may do what it needs to, within its limits", () -> {
            var answer = ask();
            return answer.statusCode() == OK
                    && answer.headers().firstValue(SCHEMA_HEADER).equals(Optional.of(schema));
        });
    }

    /** Gives the account a priority level of its own; returns the UID of the schema that the server says it has used. */
    private String limit(String own) {
        create(
                new ObjectRef(LEVELS, "", name),
                Map.of(),
                Map.of(
                        "spec",
                        Map.of(
                                "type",
                                "Limited",
                                "limited",
                                Map.of(
                                        "nominalConcurrencyShares",
                                        1,
                                        "borrowingLimitPercent",
                                        0,
                                        "limitResponse",
                                        Map.of("type", "Reject")))));
        var rule = Map.of(
                "subjects",
                List.of(Map.of(
                        "kind", "ServiceAccount", "serviceAccount", Map.of("name", name, "namespace", own))),
                "resourceRules",
                List.of(Map.of(
                        "verbs",
                        List.of("*"),
                        "apiGroups",
                        List.of("*"),
                        "resources",
                        List.of("*"),
                        "namespaces",
                        List.of("*"))));
        return create(
                        new ObjectRef(SCHEMAS, "", name),
                        Map.of(),
                        Map.of(
                                "spec",
                                Map.of(
                                        "priorityLevelConfiguration",
                                        Map.of("name", name),
                                        "matchingPrecedence",
                                        500,
                                        "rules",
                                        List.of(rule))))
                .uid();
    }

    /** The cluster, as the account sees it. */
    KubernetesCluster cluster() {
        return cluster;
    }

    /** From here on every call of the account is answered by 429. */
    void begin() {
        end = new CountDownLatch(1);
        await("the server refuses whatever the account asks", () -> {
            // Twice, as the place of the last one asked may not be free at once.
            boolean refused = ask().statusCode() == TOO_MANY_REQUESTS && ask().statusCode() == TOO_MANY_REQUESTS;
            if (!refused) {
                held.add(hold(end));
            }
            return refused;
        });
    }

    /** From here on no call of the account is. */
    void end() {
        end.countDown();
        held.forEach(CompletableFuture::join);
        held.clear();
        await("the server answers what the account asks", () -> ask().statusCode() == OK);
    }

    @Override
    public void close() {
        end.countDown();
        cluster.close();
        for (var kind : List.of(SCHEMAS, LEVELS)) {
            remove(new ObjectRef(kind, "", name));
        }
        remove(new ObjectRef(BINDINGS, bench.shop(), name));
        for (var kind : List.of(BINDINGS, SECRETS, ACCOUNTS)) {
            remove(new ObjectRef(kind, bench.own().name(), name));
        }
    }

    private CompletableFuture<?> hold(CountDownLatch until) {
        var body = HttpRequest.BodyPublishers.ofInputStream(() -> new Unfinished(until));
        return client.sendAsync(request().POST(body).build(), BodyHandlers.discarding());
    }

    private HttpResponse<Void> ask() {
        return client.sendAsync(request().GET().build(), BodyHandlers.discarding())
                .join();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(config.getMasterUrl())
                        .resolve("/api/v1/namespaces/" + bench.own().name() + "/configmaps"))
                .header("Authorization", "Bearer " + config.getAutoOAuthToken())
                .header("Content-Type", "application/json");
    }

    private KubernetesObject create(ObjectRef ref, Map<String, String> annotations, Map<String, ?> content) {
        return admin.create(KubernetesObject.of(ref, Map.of(), annotations, content), WriteMode.COMMIT);
    }

    private void remove(ObjectRef ref) {
        admin.get(ref).ifPresent(object -> admin.delete(ref, object.uid(), WriteMode.COMMIT));
    }

    private Optional<String> token(ObjectRef secret) {
        return admin.get(secret)
                .flatMap(object -> object.text("data", "token"))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    }

    /** A body that begins, and goes on when it may. */
    private static final class Unfinished extends InputStream {

        private final CountDownLatch end;
        private final InputStream rest = InputStream.nullInputStream();

        Unfinished(CountDownLatch end) {
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            try {
                end.await();
                return rest.read();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new IOException("interrupted", e));
            }
        }
    }
}
