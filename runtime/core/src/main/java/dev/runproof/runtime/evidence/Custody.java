package dev.runproof.runtime.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was taken and what was not, as it goes into the manifest. Thread-safe. */
final class Custody {

    /**
     * A file.
     *
     * @param name its name in the folder
     * @param piece what it is
     * @param source where it is from
     * @param at when it was complete
     * @param bytes its length
     * @param sha256 its digest
     * @param complete whether all is in it that there was
     */
    record Kept(String name, String piece, String source, Instant at, long bytes, String sha256, boolean complete) {

        private Map<String, Object> fields() {
            return Map.of(
                    "name",
                    name,
                    "piece",
                    piece,
                    "source",
                    source,
                    "at",
                    at.toString(),
                    "bytes",
                    bytes,
                    "sha256",
                    sha256,
                    "complete",
                    complete);
        }
    }

    private final List<Kept> kept = new ArrayList<>();
    private final List<Map<String, Object>> gaps = new ArrayList<>();
    private final List<String> gapTexts = new ArrayList<>();
    private final List<Map<String, Object>> absent = new ArrayList<>();
    private final List<Map<String, Object>> leftOut = new ArrayList<>();

    synchronized void kept(Kept file) {
        kept.add(file);
    }

    /** Something was wanted and could not be had, or not all of it. */
    synchronized void gap(String piece, String why) {
        String visible = Visible.cut(why, 1000);
        gaps.add(Map.of("piece", piece, "why", visible));
        gapTexts.add(piece + ": " + visible);
    }

    /** Something is not there, and so nothing is missing. */
    synchronized void absent(String piece, String why) {
        absent.add(Map.of("piece", piece, "why", why));
    }

    /** Something was not wanted. */
    synchronized void leftOut(String piece, String why) {
        leftOut.add(Map.of("piece", piece, "why", why));
    }

    synchronized List<Kept> files() {
        return List.copyOf(kept);
    }

    synchronized long bytes() {
        return kept.stream().mapToLong(Kept::bytes).sum();
    }

    synchronized List<String> gaps() {
        return List.copyOf(gapTexts);
    }

    synchronized List<String> piecesLeftOut() {
        return leftOut.stream().map(one -> String.valueOf(one.get("piece"))).toList();
    }

    /** For the manifest. */
    synchronized Map<String, Object> fields() {
        return Map.of(
                "files",
                kept.stream().map(Kept::fields).toList(),
                "gaps",
                List.copyOf(gaps),
                "absent",
                List.copyOf(absent),
                "leftOut",
                List.copyOf(leftOut));
    }
}
