package dev.runproof.runtime.evidence;

import dev.runproof.runtime.cluster.ByteReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.Reading;
import dev.runproof.runtime.cluster.ResourceKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the API server has about a pod. Nothing here writes to the cluster. */
final class ClusterPieces {

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MOST_OWNERS = 5;
    private static final ResourceKind PODS = new ResourceKind("", "v1", "Pod", "pods", true);
    private static final Pattern FILE_NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /** What may control a pod, or what controls it. */
    private static final List<ResourceKind> OWNERS = List.of(
            new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true),
            new ResourceKind("apps", "v1", "Deployment", "deployments", true),
            new ResourceKind("apps", "v1", "StatefulSet", "statefulsets", true),
            new ResourceKind("apps", "v1", "DaemonSet", "daemonsets", true),
            new ResourceKind("", "v1", "ReplicationController", "replicationcontrollers", true),
            new ResourceKind("batch", "v1", "Job", "jobs", true),
            new ResourceKind("batch", "v1", "CronJob", "cronjobs", true));

    private final ByteReads cluster;
    private final Order order;
    private final EvidenceFolder folder;
    private final Pieces pieces;
    private final Custody custody;

    ClusterPieces(ByteReads cluster, Order order, EvidenceFolder folder, Pieces pieces, Custody custody) {
        this.cluster = cluster;
        this.order = order;
        this.folder = folder;
        this.pieces = pieces;
        this.custody = custody;
    }

    /**
     * Takes the pod.
     *
     * @param file the name of the file for it
     * @return the pod; empty if it cannot be read, is gone, or another one has its name
     * @throws IOException if nothing can be stored
     */
    Optional<KubernetesObject> pod(String piece, String file) throws IOException {
        return object(piece, file, pod()).filter(pod -> pod.uid().equals(order.uid()));
    }

    private ObjectRef pod() {
        return new ObjectRef(PODS, order.pod().namespace().name(), order.pod().name());
    }

    /** Takes the Job that collects, which says on whose behalf. */
    void job() throws IOException {
        object("job", "job.json", order.job());
    }

    private Optional<KubernetesObject> object(String piece, String file, ObjectRef ref) throws IOException {
        var what = Reading.of(ref);
        boolean taken = pieces.take(
                piece, file, what.toString(), Pieces.USUAL, SHORT, (to, atMost) -> cluster.read(what, to, atMost));
        if (!taken) {
            return Optional.empty();
        }
        Optional<KubernetesObject> object = KubernetesObject.read(ref.kind(), Files.readAllBytes(folder.path(file)));
        if (object.isEmpty()) {
            custody.gap(piece, "what the API server answers is no " + ref.kind().kind());
        }
        return object;
    }

    /** Takes the events about the pod. */
    void events() throws IOException {
        var what = Reading.eventsOf(order.pod().namespace().name(), order.uid());
        pieces.take(
                "events",
                "events.json",
                what.toString(),
                Pieces.USUAL,
                SHORT,
                (to, atMost) -> cluster.read(what, to, atMost));
    }

    /** Takes what controls the pod, and what controls that. */
    void owners(KubernetesObject pod) throws IOException {
        Optional<Map<?, ?>> owner = controllerOf(pod);
        for (int number = 1; owner.isPresent() && number <= MOST_OWNERS; number++) {
            Map<?, ?> reference = owner.get();
            String name = String.valueOf(reference.get("name"));
            String piece = "owner " + number;
            Optional<ResourceKind> kind = OWNERS.stream()
                    .filter(known -> known.kind().equals(reference.get("kind"))
                            && known.apiVersion().equals(reference.get("apiVersion")))
                    .findFirst();
            if (kind.isEmpty()) {
                custody.gap(piece, "it is of the kind " + reference.get("kind") + ", which is not read");
                return;
            }
            var ref = new ObjectRef(kind.get(), order.pod().namespace().name(), name);
            Optional<KubernetesObject> found = object(piece, "owner-" + number + ".json", ref);
            if (found.filter(object -> !object.uid().equals(reference.get("uid")))
                    .isPresent()) {
                custody.gap(piece, "it is gone, and another one has its name");
                return;
            }
            owner = found.flatMap(ClusterPieces::controllerOf);
        }
    }

    private static Optional<Map<?, ?>> controllerOf(KubernetesObject object) {
        return object.list("metadata", "ownerReferences").stream()
                .filter(owner -> owner instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("controller")))
                .<Map<?, ?>>map(owner -> (Map<?, ?>) owner)
                .findFirst();
    }

    /** Takes the logs of all containers, of those for the beginning and for looking in too, and of their runs before. */
    void logs(KubernetesObject pod) {
        var number = new int[1];
        for (String kind : List.of("initContainers", "containers", "ephemeralContainers")) {
            pod.list("spec", kind).stream()
                    .map(container -> container instanceof Map<?, ?> map ? String.valueOf(map.get("name")) : "")
                    .forEach(name -> logsOf(name, ++number[0], startsOf(pod, name)));
        }
    }

    private void logsOf(String container, int number, long starts) {
        String file = String.format("log-%02d", number)
                + (FILE_NAME.matcher(container).matches() ? "-" + container : "");
        log("log of " + container, file + ".txt", container, false);
        String previous = "previous log of " + container;
        if (starts == 0) {
            custody.absent(previous, "it has not been started before");
        } else {
            log(previous, file + "-previous.txt", container, true);
        }
    }

    private void log(String piece, String file, String container, boolean previous) {
        // One byte more than is taken shows that there is more.
        var what = Reading.log(pod(), container, previous, Pieces.USUAL + 1);
        try {
            pieces.take(
                    Visible.cut(piece, 100),
                    file,
                    what.toString(),
                    Pieces.USUAL,
                    LONG,
                    (to, atMost) -> cluster.read(what, to, atMost));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often a container was started again; -1 if the pod does not say. */
    private static long startsOf(KubernetesObject pod, String container) {
        for (String kind : List.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")) {
            for (Object status : pod.list("status", kind)) {
                if (status instanceof Map<?, ?> map
                        && container.equals(map.get("name"))
                        && map.get("restartCount") instanceof Long starts) {
                    return starts;
                }
            }
        }
        return -1;
    }
}
