package dev.runproof.runtime.evidence;

import dev.runproof.runtime.cluster.ByteReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.value.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Collects evidence about one pod: first what passes fastest. It only reads, of the pod and of the cluster; all that comes from
 * there is taken for hostile, and bounded in bytes and in time.
 */
public final class Collector {

    private static final String SCHEMA = "runproof.dev/evidence/v1";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String NOT_ON_THE_NODE = "the store does not say that the collector may look from the node";

    /** Lets time pass. */
    public interface Pause {

        /**
         * Waits.
         *
         * @throws InterruptedException if that is interrupted
         */
        void pause(Duration duration) throws InterruptedException;
    }

    private final ByteReads cluster;
    private final InstantSource clock;
    private final Pause pause;

    /**
     * Prepares one.
     *
     * @param cluster for reads as the collector's own account
     * @param clock the time
     * @param pause lets time pass before something is tried again
     */
    public Collector(ByteReads cluster, InstantSource clock, Pause pause) {
        this.cluster = cluster;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Collects, and stores it. Used once.
     *
     * @param order what
     * @return what was stored, and what could not be had
     * @throws NoEvidenceException if the pod is gone, or nothing could be stored
     */
    public Receipt collect(Order order) {
        try {
            return collected(order);
        } catch (IOException e) {
            throw new NoEvidenceException("the evidence cannot be stored: " + Visible.cut(String.valueOf(e), 500));
        } catch (UncheckedIOException e) {
            throw new NoEvidenceException(
                    "the evidence cannot be stored: " + Visible.cut(String.valueOf(e.getCause()), 500));
        }
    }

    private Receipt collected(Order order) throws IOException {
        Instant began = clock.instant();
        var folder = new EvidenceFolder(order.store(), "evidence-" + order.uid() + "-" + TIME.format(began));
        var custody = new Custody();
        Instant until = began.plus(order.within());
        // Sending it takes time too.
        Instant collectUntil = order.addresses().isEmpty()
                ? until
                : began.plus(order.within().multipliedBy(2).dividedBy(3));
        var pieces = new Pieces(folder, custody, clock, collectUntil);
        var fromCluster = new ClusterPieces(cluster, order, folder, pieces, custody);
        Optional<KubernetesObject> pod = fromCluster.pod("pod", "pod.json");
        if (pod.isEmpty()) {
            throw new NoEvidenceException("there is no pod " + order.pod() + " to be seen: "
                    + String.join(
                            "; ", custody.gaps().isEmpty() ? List.of("another one has its name") : custody.gaps()));
        }
        new FlowPieces(order, folder, pieces, custody).flows(pod.get());
        Optional<NodePieces> fromNode = order.proc().map(proc -> new NodePieces(proc, order.uid(), pieces, custody));
        if (fromNode.isPresent()) {
            fromNode.get().processes();
        } else {
            custody.leftOut("processes", NOT_ON_THE_NODE);
            custody.leftOut("file systems", NOT_ON_THE_NODE);
        }
        fromCluster.logs(pod.get());
        fromCluster.events();
        fromCluster.owners(pod.get());
        fromCluster.job();
        if (fromNode.isPresent()) {
            fromNode.get().layers(pod.get());
        }
        custody.leftOut("memory", "it is in the pod for as long as that runs");
        if (fromCluster.pod("pod afterwards", "pod-afterwards.json").isEmpty()) {
            custody.gap("pod afterwards", "the pod was replaced meanwhile: logs may be those of its successor");
        }
        var manifest = new Sha256(manifest(order, pod.get(), folder, custody, began));
        Path sealed = folder.seal();
        return new Receipt(
                manifest,
                place(order, sealed, until),
                custody.files().size(),
                custody.bytes(),
                custody.gaps(),
                custody.piecesLeftOut());
    }

    private String place(Order order, Path sealed, Instant until) throws IOException {
        if (order.addresses().isEmpty()) {
            return String.valueOf(sealed.getFileName());
        }
        return Upload.of(order.addresses().get(), clock, until, pause)
                .send(sealed, order.store().resolve(sealed.getFileName() + ".tar"));
    }

    /** Writes the manifest, and gives its SHA-256. */
    private String manifest(Order order, KubernetesObject pod, EvidenceFolder folder, Custody custody, Instant began)
            throws IOException {
        var fields = new TreeMap<String, Object>(custody.fields());
        fields.put("schema", SCHEMA);
        fields.put("pod", about(order, pod));
        fields.put(
                "collector",
                Map.of(
                        "pod", order.collector().pod(),
                        "namespace", order.job().namespace(),
                        "account", order.collector().account(),
                        "node", order.collector().node(),
                        "version", order.collector().version(),
                        "job", order.job().name()));
        fields.put("began", began.toString());
        fields.put("ended", clock.instant().toString());
        byte[] manifest = (KubernetesObject.json(fields) + "\n").getBytes(StandardCharsets.UTF_8);
        String sha256 = EvidenceFile.sha256(manifest);
        write(folder, "manifest.json", manifest);
        write(folder, "SHA256SUMS", sums(custody, sha256).getBytes(StandardCharsets.UTF_8));
        return sha256;
    }

    private static Map<String, Object> about(Order order, KubernetesObject pod) {
        var images = new ArrayList<Map<String, Object>>();
        for (String kind : List.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")) {
            for (Object status : pod.list("status", kind)) {
                if (status instanceof Map<?, ?> map) {
                    var image = new TreeMap<String, Object>();
                    for (String key : List.of("name", "image", "imageID", "containerID")) {
                        if (map.get(key) instanceof String text) {
                            image.put(key, text);
                        }
                    }
                    images.add(image);
                }
            }
        }
        return Map.of(
                "namespace", order.pod().namespace().name(),
                "name", order.pod().name(),
                "uid", order.uid(),
                "node", pod.text("spec", "nodeName").orElse(""),
                "containers", images);
    }

    /** As {@code sha256sum --check} reads them. */
    private static String sums(Custody custody, String manifest) {
        var sums = new StringBuilder();
        custody.files()
                .forEach(file -> sums.append(file.sha256())
                        .append("  ")
                        .append(file.name())
                        .append('\n'));
        return sums.append(manifest).append("  manifest.json\n").toString();
    }

    private static void write(EvidenceFolder folder, String name, byte[] text) throws IOException {
        try (var file = folder.file(name, Long.MAX_VALUE)) {
            file.write(text);
        }
    }
}
