package dev.runproof.runtime.evidence;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a collector says in the end: its termination message, which the kubelet puts into the status of its pod, and from there the
 * engine into the record. The checksum of the manifest, which has those of all files, ties what is stored to the record.
 *
 * @param manifest the SHA-256 of the manifest
 * @param place where the evidence is in its store
 * @param files how many files there are, without the manifest
 * @param bytes how many bytes they have
 * @param gaps what was wanted and could not be had, each with its reason
 * @param leftOut what was not wanted
 */
public record Receipt(Sha256 manifest, String place, long files, long bytes, List<String> gaps, List<String> leftOut) {

    /** A kubelet takes 4096 bytes of a message. */
    private static final int LONGEST = 3500;

    private static final int LONGEST_GAP = 240;
    private static final int LONGEST_PLACE = 500;
    private static final Pattern VISIBLE = Pattern.compile("[ -~]*");
    private static final Pattern IN_TEXT = Pattern.compile("manifest sha256:([0-9a-f]{64}) ");
    private static final ObjectRef NOWHERE =
            new ObjectRef(new ResourceKind("", "v1", "Receipt", "receipts", false), "", "receipt");

    /** Copies the lists, and cuts what is too long or cannot be seen. */
    public Receipt {
        place = Visible.cut(place, LONGEST_PLACE);
        gaps = gaps.stream().map(gap -> Visible.cut(gap, LONGEST_GAP)).toList();
        leftOut = List.copyOf(leftOut);
    }

    /** As JSON in one line, short enough for a termination message: of many gaps the first ones and how many more there are. */
    public String json() {
        for (int shown = gaps.size(); shown >= 0; shown--) {
            var some = new ArrayList<>(gaps.subList(0, shown));
            if (shown < gaps.size()) {
                some.add((gaps.size() - shown) + " more gaps, which the manifest has");
            }
            String json = KubernetesObject.json(Map.of(
                    "manifest",
                    manifest.hex(),
                    "place",
                    place,
                    "files",
                    files,
                    "bytes",
                    bytes,
                    "gaps",
                    some,
                    "leftOut",
                    leftOut));
            if (json.length() <= LONGEST) {
                return json;
            }
        }
        throw new IllegalStateException("a place and " + leftOut.size() + " pieces are longer than a message");
    }

    /**
     * Reads one.
     *
     * @param message the message of a container that has ended
     * @return empty if it is none
     */
    public static Optional<Receipt> read(String message) {
        return KubernetesObject.saying(NOWHERE, message.strip()).flatMap(Receipt::read);
    }

    private static Optional<Receipt> read(KubernetesObject said) {
        try {
            return said.text("manifest")
                    .filter(any -> said.at("files")
                                    .filter(Long.class::isInstance)
                                    .isPresent()
                            && said.at("bytes").filter(Long.class::isInstance).isPresent())
                    .map(manifest -> new Receipt(
                            Sha256.parse(manifest),
                            said.text("place").orElse(""),
                            (Long) said.at("files").orElseThrow(),
                            (Long) said.at("bytes").orElseThrow(),
                            texts(said, "gaps"),
                            texts(said, "leftOut")));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private static List<String> texts(KubernetesObject said, String field) {
        return said.list(field).stream()
                .map(String::valueOf)
                .filter(text -> VISIBLE.matcher(text).matches())
                .toList();
    }

    /** In words, for the record; {@link #manifestIn} finds the checksum in them. */
    public String text() {
        return "manifest sha256:" + manifest.hex() + " at " + place + "; " + files + " files, " + bytes + " bytes"
                + (gaps.isEmpty() ? "; no gaps" : "; gaps: " + String.join("; ", gaps))
                + (leftOut.isEmpty() ? "" : "; left out: " + String.join(", ", leftOut));
    }

    /** The checksum of the manifest in a text that has {@link #text()}; empty if there is none. */
    public static Optional<Sha256> manifestIn(String text) {
        var found = IN_TEXT.matcher(text);
        return found.find() ? Optional.of(new Sha256(found.group(1))) : Optional.empty();
    }
}
