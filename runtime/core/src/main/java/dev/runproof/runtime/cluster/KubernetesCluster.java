package dev.runproof.runtime.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A real cluster.
 *
 * <p>A write is one request, which is never repeated, redirected or rewritten; only an answer 401, after which nothing
 * was done, is followed by one more, with the token read anew. A list is one request for each 500 objects.
 * Fields that the server's schema does not know are refused by it, rather than dropped: a policy without one of its
 * fields is another policy. Thread-safe. Sources: Kubernetes API concepts (dry run, field validation, chunks of large
 * lists), and what a server of version 1.34 was seen to do.
 */
public final class KubernetesCluster implements Cluster, ClusterFeed, ByteReads, AutoCloseable, CallerIdentity {

    /** How long a request may take, unless something else is said. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /**
     * How long a watch lasts. A server sends a bookmark once a minute, and two seconds before it ends a watch: short ones are
     * how it is made to say more often that nothing has happened. Source: the cacher of Kubernetes 1.34.
     */
    private static final int SECONDS_OF_WATCH = 20;

    private static final String FIELD_MANAGER = "runproof";
    /** Served by every Kubernetes since 1.28. */
    private static final String SELF_SUBJECT_REVIEWS = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    private static final int CHUNK = 500;
    private static final Comparator<KubernetesObject> BY_ADDRESS = Comparator.comparing(
                    (KubernetesObject object) -> object.ref().namespace())
            .thenComparing(object -> object.ref().name());

    private final ApiServer server;
    private final String fieldManager;

    KubernetesCluster(ApiServer server) {
        this(server, FIELD_MANAGER);
    }

    private KubernetesCluster(ApiServer server, String fieldManager) {
        this.server = server;
        this.fieldManager = fieldManager;
    }

    /**
     * The same cluster by the same connections, where what is created and replaced is recorded as set by somebody else
     * than {@code runproof}.
     *
     * @param manager who, in {@code metadata.managedFields}
     * @return the cluster; to close it is to close this one
     */
    public KubernetesCluster writingAs(String manager) {
        return new KubernetesCluster(server, manager);
    }

    /**
     * Takes the current context of a kubeconfig file.
     *
     * @param kubeconfig the file
     * @param timeout how long each request may take
     * @return the cluster; no request is made yet
     * @throws ClusterException if the file cannot be read or names no cluster
     */
    public static KubernetesCluster fromKubeconfig(Path kubeconfig, Duration timeout) {
        return new KubernetesCluster(new ApiServer(Credentials.fromKubeconfig(kubeconfig), timeout));
    }

    /**
     * Takes the current context of a kubeconfig file, with the {@linkplain #DEFAULT_TIMEOUT usual timeout}.
     *
     * @param kubeconfig the file
     * @return the cluster; no request is made yet
     * @throws ClusterException if the file cannot be read or names no cluster
     */
    public static KubernetesCluster fromKubeconfig(Path kubeconfig) {
        return fromKubeconfig(kubeconfig, DEFAULT_TIMEOUT);
    }

    /**
     * Takes the kubeconfig of {@code KUBECONFIG} or {@code ~/.kube/config}, or else the service account of the pod that
     * this runs in, with the {@linkplain #DEFAULT_TIMEOUT usual timeout}.
     *
     * @return the cluster; no request is made yet
     * @throws ClusterException if there is neither
     */
    public static KubernetesCluster fromEnvironment() {
        return fromEnvironment(DEFAULT_TIMEOUT);
    }

    /**
     * As {@link #fromEnvironment()}.
     *
     * @param timeout how long each request may take
     * @return the cluster; no request is made yet
     * @throws ClusterException if there is neither a kubeconfig nor a service account
     */
    public static KubernetesCluster fromEnvironment(Duration timeout) {
        return new KubernetesCluster(new ApiServer(Credentials.fromEnvironment(), timeout));
    }

    @Override
    public Optional<KubernetesObject> get(ObjectRef ref) {
        var answer = server.send("GET", ApiPath.of(ref), Optional.empty());
        return answer.saysThatThereIsNo(ref.name())
                ? Optional.empty()
                : Optional.of(object(ref.kind(), answer.bodyOfSuccess()));
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind) {
        return listAt(kind, ApiPath.of(kind));
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind, String namespace) {
        return listAt(kind, ApiPath.ofObjectsIn(kind, namespace));
    }

    @Override
    public void read(Reading what, OutputStream to, Duration atMost) throws IOException {
        server.download(what.path(), to, atMost);
    }

    @Override
    public Snapshot snapshot(Extent extent) {
        return snapshotAt(extent.kind(), ApiPath.of(extent));
    }

    @Override
    public Watch watch(Extent extent, String since, Consumer<WatchEvent> listener) {
        String path = ApiPath.of(extent) + "?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + SECONDS_OF_WATCH
                + "&resourceVersion=" + ApiPath.encoded(since);
        var stream = new WatchStream(listener, object -> object(extent.kind(), object));
        server.stream(path, stream);
        return stream;
    }

    private List<KubernetesObject> listAt(ResourceKind kind, String all) {
        return snapshotAt(kind, all).objects();
    }

    private Snapshot snapshotAt(ResourceKind kind, String all) {
        var objects = new ArrayList<KubernetesObject>();
        String next = "";
        String version;
        do {
            String path = all + "?limit=" + CHUNK + (next.isEmpty() ? "" : "&continue=" + ApiPath.encoded(next));
            JsonNode chunk = server.send("GET", path, Optional.empty()).bodyOfSuccess();
            chunk.path("items").forEach(item -> objects.add(object(kind, item)));
            // That of the first chunk, which those after it repeat.
            version = chunk.path("metadata").path("resourceVersion").asText();
            next = chunk.path("metadata").path("continue").asText();
        } while (!next.isEmpty());
        objects.sort(BY_ADDRESS);
        return new Snapshot(objects, version);
    }

    @Override
    public KubernetesObject create(KubernetesObject object, WriteMode mode) {
        if (!object.resourceVersion().isEmpty()) {
            throw new ClusterException(Reason.INVALID, object + " cannot be created with a resource version");
        }
        var ref = object.ref();
        ApiPath.of(ref); // refuses a name that no object can have
        String path = ApiPath.ofAll(ref.kind(), ref.namespace()) + writeQuery(fieldManager, mode);
        return object(
                ref.kind(),
                server.send("POST", path, Optional.of(object.content())).bodyOfSuccess());
    }

    @Override
    public KubernetesObject replace(KubernetesObject object, WriteMode mode) {
        if (object.resourceVersion().isEmpty()) {
            throw new ClusterException(
                    Reason.INVALID, object + " cannot be replaced without the resource version that was read");
        }
        String path = ApiPath.of(object.ref()) + writeQuery(fieldManager, mode);
        var answer = server.send("PUT", path, Optional.of(object.content()));
        return object(object.ref().kind(), answer.bodyOfSuccess());
    }

    @Override
    public KubernetesObject apply(KubernetesObject fields, String manager, WriteMode mode) {
        if (fields.uid().isEmpty() && !fields.resourceVersion().isEmpty()) {
            // It would be created, if it is not there.
            throw new ClusterException(
                    Reason.INVALID, fields + " cannot be applied with a resource version and without the UID");
        }
        String path = ApiPath.of(fields.ref()) + writeQuery(manager, mode);
        var answer = server.send("PATCH", path, "application/apply-patch+yaml", Optional.of(fields.content()));
        return object(fields.ref().kind(), answer.bodyOfSuccess());
    }

    @Override
    public void delete(ObjectRef ref, String uid, WriteMode mode) {
        delete(ref, Map.of("uid", uid), mode);
    }

    @Override
    public void delete(KubernetesObject asRead, WriteMode mode) {
        if (asRead.uid().isEmpty() || asRead.resourceVersion().isEmpty()) {
            throw new ClusterException(
                    Reason.INVALID, asRead + " cannot be deleted without the UID and the resource version read");
        }
        var preconditions = new LinkedHashMap<String, String>();
        preconditions.put("uid", asRead.uid());
        preconditions.put("resourceVersion", asRead.resourceVersion());
        delete(asRead.ref(), preconditions, mode);
    }

    private void delete(ObjectRef ref, Map<String, String> preconditions, WriteMode mode) {
        var options = new LinkedHashMap<String, Object>();
        options.put("apiVersion", "v1");
        options.put("kind", "DeleteOptions");
        options.put("preconditions", preconditions);
        options.put("propagationPolicy", "Background");
        if (mode == WriteMode.DRY_RUN) {
            // Beside a body the query is not looked at: with ?dryRun=All the object is deleted.
            options.put("dryRun", List.of("All"));
        }
        server.send("DELETE", ApiPath.of(ref), Optional.of(options)).bodyOfSuccess();
    }

    /** Ends the connections. Calls that are under way fail with {@link Reason#UNKNOWN_OUTCOME}. */
    @Override
    public void close() {
        server.close();
    }

    private static String writeQuery(String manager, WriteMode mode) {
        return "?fieldManager=" + ApiPath.encoded(manager) + "&fieldValidation=Strict"
                + (mode == WriteMode.DRY_RUN ? "&dryRun=All" : "");
    }

    @Override
    public String userName() {
        Map<String, Object> question = Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "SelfSubjectReview");
        String name = server.send("POST", SELF_SUBJECT_REVIEWS, Optional.of(question))
                .bodyOfSuccess()
                .path("status")
                .path("userInfo")
                .path("username")
                .asText();
        if (name.isEmpty()) {
            throw new ClusterException(Reason.UNKNOWN_OUTCOME, "the API server does not say as whom it sees us");
        }
        return name;
    }

    private static KubernetesObject object(ResourceKind kind, JsonNode body) {
        var content = new LinkedHashMap<>(Json.tree(body));
        // The items of a list of a built-in kind lack both.
        content.putIfAbsent("apiVersion", kind.apiVersion());
        content.putIfAbsent("kind", kind.kind());
        try {
            return KubernetesObject.of(kind, content);
        } catch (IllegalArgumentException e) {
            throw new ClusterException(
                    Reason.UNKNOWN_OUTCOME, "the API server answers with something that is no " + kind.kind(), e);
        }
    }
}
