package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.simulated.TestCluster;
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
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * A real API server answers one account by 429, for as long as a test wants, as API Priority and Fairness does in a storm.
 *
 * <p>The account has a priority level of its own, with one share, nothing that it could borrow, and no queue: a few requests
 * are served at a time and the others rejected. All of these few are taken by writes whose bodies do not come to their
 * ends. A level that is allowed to borrow was seen to reject nothing, even if it has no share.
 */
final class Storm implements AutoCloseable {

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
    private final Account account;
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
        this.account = new Account(bench, name);
        String schema = limit(bench.own().name());
        var kubeconfig = account.kubeconfig(TestCluster.kubeconfig().orElseThrow(), folder);
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
        var limits = Map.of(
                "nominalConcurrencyShares", 1, "borrowingLimitPercent", 0, "limitResponse", Map.of("type", "Reject"));
        create(new ObjectRef(LEVELS, "", name), Map.of("type", "Limited", "limited", limits));
        var all = List.of("*");
        var rule = Map.of(
                "subjects",
                List.of(Map.of("kind", "ServiceAccount", "serviceAccount", Map.of("name", name, "namespace", own))),
                "resourceRules",
                List.of(Map.of("verbs", all, "apiGroups", all, "resources", all, "namespaces", all)));
        var schema = Map.of(
                "priorityLevelConfiguration", Map.of("name", name), "matchingPrecedence", 500, "rules", List.of(rule));
        return create(new ObjectRef(SCHEMAS, "", name), schema).uid();
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
            boolean refused = IntStream.range(0, 2).allMatch(time -> ask().statusCode() == TOO_MANY_REQUESTS);
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
            var ref = new ObjectRef(kind, "", name);
            admin.get(ref).ifPresent(object -> admin.delete(ref, object.uid(), WriteMode.COMMIT));
        }
        account.close();
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

    private KubernetesObject create(ObjectRef ref, Map<String, ?> spec) {
        return admin.create(KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("spec", spec)), WriteMode.COMMIT);
    }

    /** A body that begins, and goes on when it may. */
    private static final class Unfinished extends InputStream {

        private final CountDownLatch end;
        private final InputStream rest = InputStream.nullInputStream();

        Unfinished(CountDownLatch end) {
            this.end = end;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
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
