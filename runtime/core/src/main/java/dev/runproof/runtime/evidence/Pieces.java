package dev.runproof.runtime.evidence;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.evidence.Custody.Kept;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes one piece after the other, each into a file, and none for longer than it may: whoever has written what is to be read can
 * make reading it wait for good. What fails is a gap, and the next one is taken. Used by one thread.
 */
final class Pieces {

    /** Writes a piece. */
    interface Source {
        void writeTo(OutputStream file, Duration atMost) throws IOException;
    }

    /** More than a kubelet keeps of a log, and than any object has. */
    static final long USUAL = 64L << 20;

    private static final long ALL = 2L << 30;

    private final EvidenceFolder folder;
    private final Custody custody;
    private final InstantSource clock;
    private final Instant until;
    private long left = ALL;

    Pieces(EvidenceFolder folder, Custody custody, InstantSource clock, Instant until) {
        this.folder = folder;
        this.custody = custody;
        this.clock = clock;
        this.until = until;
    }

    /**
     * Takes a piece.
     *
     * @param piece what it is
     * @param name the name of its file
     * @param from where it is from, for the manifest
     * @param most how many bytes of it
     * @param atMost how long it may take
     * @param source writes it
     * @return whether all of it was taken
     * @throws IOException if nothing can be stored
     */
    boolean take(String piece, String name, String from, long most, Duration atMost, Source source) throws IOException {
        Duration time = Duration.between(clock.instant(), until);
        if (time.isNegative() || time.isZero()) {
            custody.gap(piece, "no time was left for it");
            return false;
        }
        if (time.compareTo(atMost) > 0) {
            time = atMost;
        }
        EvidenceFile file = folder.file(name, Math.min(most, left));
        String trouble = written(file, time, source);
        left -= file.bytes();
        if (!trouble.isEmpty()) {
            custody.gap(piece, trouble);
        }
        if (!trouble.isEmpty() && file.bytes() == 0) {
            folder.removeEmpty(name);
            return false;
        }
        custody.kept(new Kept(name, piece, from, clock.instant(), file.bytes(), file.digest(), trouble.isEmpty()));
        return trouble.isEmpty();
    }

    /** Why not all of it was written; empty if it was. */
    private static String written(EvidenceFile file, Duration time, Source source) throws IOException {
        var done = new CompletableFuture<String>();
        var worker = new Thread(() -> done.complete(attempt(file, time, source)), "piece " + file.name());
        worker.setDaemon(true);
        worker.start();
        String trouble;
        try {
            trouble = done.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            trouble = "it was not complete within " + time.toMillis() + " ms";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            trouble = "it was cancelled";
        } catch (ExecutionException e) {
            trouble = "the collector itself failed with " + e.getCause();
        }
        // Closed first: what the worker does when it is woken up comes too late.
        file.close();
        worker.interrupt();
        return trouble;
    }

    private static String attempt(EvidenceFile file, Duration time, Source source) {
        try {
            source.writeTo(file, time);
            return "";
        } catch (ClusterException | EvidenceFile.FullException e) {
            return String.valueOf(e.getMessage());
        } catch (IOException e) {
            return "it cannot be read: " + e;
        } catch (RuntimeException e) {
            return "the collector itself failed with " + e;
        }
    }
}
