package dev.runproof.runtime.evidence;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.hubble.Hubble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What Hubble has seen of the traffic of a pod: as it came, and for people. Its rings are overwritten, on a busy node within seconds. */
final class FlowPieces {

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final String AS_THEY_CAME = "flows.pb";
    private static final String NOBODY_TO_ASK =
            "the store names no Hubble to ask: save them by hubble observe before they are overwritten";

    private final Order order;
    private final EvidenceFolder folder;
    private final Pieces pieces;
    private final Custody custody;

    FlowPieces(Order order, EvidenceFolder folder, Pieces pieces, Custody custody) {
        this.order = order;
        this.folder = folder;
        this.pieces = pieces;
        this.custody = custody;
    }

    /**
     * Takes them.
     *
     * @param pod the pod, which says since when there may be any of it
     * @throws IOException if nothing can be stored
     */
    void flows(KubernetesObject pod) throws IOException {
        Optional<Hubble> hubble = order.hubble();
        if (hubble.isEmpty()) {
            custody.leftOut("flows", NOBODY_TO_ASK);
            return;
        }
        String namespace = order.pod().namespace().name();
        String name = order.pod().name();
        Instant since = began(pod);
        List<String> missing = new CopyOnWriteArrayList<>();
        pieces.take(
                "flows",
                AS_THEY_CAME,
                hubble.get() + ", GetFlows",
                Pieces.USUAL,
                SHORT,
                (to, atMost) -> missing.addAll(hubble.get().flows(namespace, name, since, atMost, to)));
        missing.forEach(part -> custody.gap("flows", part));
        if (Files.exists(folder.path(AS_THEY_CAME))) {
            var written = ByteBuffer.wrap(Files.readAllBytes(folder.path(AS_THEY_CAME)));
            pieces.take("flows, for people", "flows.jsonl", AS_THEY_CAME, Pieces.USUAL, SHORT, (to, atMost) -> {
                List<Map<String, Object>> flows = new ArrayList<>();
                Hubble.read(written, flows::add);
                for (Map<String, Object> flow : flows) {
                    to.write((KubernetesObject.json(flow) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            });
        }
    }

    private static Instant began(KubernetesObject pod) {
        try {
            return Instant.parse(pod.text("metadata", "creationTimestamp").orElse(""));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
