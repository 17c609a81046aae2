package dev.runproof.runtime.cluster;

import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.ClusterFeed.Snapshot;
import dev.runproof.runtime.cluster.WatchEvent.Bookmark;
import dev.runproof.runtime.cluster.WatchEvent.Deleted;
import dev.runproof.runtime.cluster.WatchEvent.Ended;
import dev.runproof.runtime.cluster.WatchEvent.Stored;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * All objects of an extent, as a watch tells of them. A watch that a server ends as it ends every watch is gone on with, if
 * it has told anything; after any other end, or a silence, all is read anew. Thread-safe; {@link #tend} is
 * for one thread.
 */
final class MirroredExtent {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Extent extent;
    private final ClusterFeed feed;
    private final long age;
    private final LongSupplier nanos;
    private final SortedMap<ObjectRef, KubernetesObject> objects =
            new TreeMap<>(Comparator.comparing(ObjectRef::namespace).thenComparing(ObjectRef::name));

    private boolean filled;
    private long heardAt;
    private String version = "";
    private Optional<Watch> watch = Optional.empty();
    /** Counts watches: what an earlier one still says does not count. */
    private long turn;

    private boolean heardInTurn;
    private long turnBegan;

    private Optional<ClusterException> failure = Optional.empty();
    private Duration pause = FIRST_PAUSE;
    private long notBefore;

    MirroredExtent(Extent extent, ClusterFeed feed, Duration age, LongSupplier nanos) {
        this.extent = extent;
        this.feed = feed;
        this.age = age.toNanos();
        this.nanos = nanos;
        this.notBefore = nanos.getAsLong();
    }

    synchronized Optional<KubernetesObject> get(ObjectRef ref) {
        requireFresh();
        return Optional.ofNullable(objects.get(ref));
    }

    synchronized List<KubernetesObject> list() {
        requireFresh();
        return List.copyOf(objects.values());
    }

    synchronized List<KubernetesObject> list(String namespace) {
        if (!extent.kind().namespaced()) {
            throw new ClusterException(
                    Reason.INVALID, "objects of " + extent.kind().kind() + " are not listed by namespace");
        }
        requireFresh();
        return List.copyOf(
                objects.subMap(first(namespace), first(namespace + '\0')).values());
    }

    private ObjectRef first(String namespace) {
        return new ObjectRef(extent.kind(), namespace, "");
    }

    private void requireFresh() {
        long silent = nanos.getAsLong() - heardAt;
        if (filled && silent <= age) {
            return;
        }
        Optional<ClusterException> plain = failure.filter(why -> !filled || why.reason() == Reason.NOT_FOUND);
        if (plain.isPresent()) {
            // As the cluster itself would have answered.
            var why = plain.get();
            throw new ClusterException(why.reason(), why.getMessage(), why);
        }
        throw new ClusterException(
                Reason.UNREACHABLE,
                filled
                        ? "what is known of " + extent + " is "
                                + Duration.ofNanos(silent).toMillis()
                                + " ms old, and may be " + Duration.ofNanos(age).toMillis() + " ms old"
                                + failure.map(why -> ": " + why.getMessage()).orElse("")
                        : "the " + extent + " have not been read yet");
    }

    /** Begins a watch where there is none, and a new one where one is silent. */
    void tend() {
        long mine;
        String since;
        Optional<Watch> silent = Optional.empty();
        synchronized (this) {
            long now = nanos.getAsLong();
            if (watch.isPresent() && now - heardAt > age) {
                silent = watch;
                watch = Optional.empty();
                version = "";
            }
            if (watch.isPresent() || now - notBefore < 0) {
                return;
            }
            mine = ++turn;
            since = version;
        }
        silent.ifPresent(Watch::close);
        try {
            if (since.isEmpty()) {
                long asked = nanos.getAsLong();
                Snapshot snapshot = feed.snapshot(extent);
                since = fill(snapshot, asked);
            }
            expect();
            Watch begun = feed.watch(extent, since, event -> heard(mine, event));
            if (!keeps(mine, begun)) {
                begun.close();
            }
        } catch (ClusterException e) {
            failed(mine, e);
        }
    }

    private synchronized String fill(Snapshot snapshot, long asked) {
        objects.clear();
        snapshot.objects().forEach(object -> objects.put(object.ref(), object));
        version = snapshot.version();
        filled = true;
        failure = Optional.empty();
        // As old as the question: what has happened since then may be in the answer or not.
        heardAt = asked;
        return version;
    }

    /** An event may come before the watch is known. */
    private synchronized void expect() {
        watch = Optional.of(() -> {});
        heardInTurn = false;
        turnBegan = nanos.getAsLong();
    }

    private synchronized boolean keeps(long mine, Watch begun) {
        boolean current = turn == mine && watch.isPresent();
        if (current) {
            watch = Optional.of(begun);
        }
        return current;
    }

    private synchronized void heard(long mine, WatchEvent event) {
        if (turn != mine) {
            return;
        }
        if (event instanceof Ended ended) {
            watch = Optional.empty();
            ended.failure().ifPresentOrElse(why -> failed(mine, why), this::ended);
            return;
        }
        if (event instanceof Stored stored) {
            objects.put(stored.object().ref(), stored.object());
            version = stored.object().resourceVersion();
        } else if (event instanceof Deleted deleted) {
            objects.remove(deleted.object().ref());
            version = deleted.object().resourceVersion();
        } else if (event instanceof Bookmark bookmark) {
            version = bookmark.version();
        }
        heardAt = nanos.getAsLong();
        heardInTurn = true;
        pause = FIRST_PAUSE;
    }

    /**
     * The server has ended the watch as it ends every watch. If it has said something, what follows is watched from there. A
     * kind of which nothing has happened since the server was started gets no bookmarks, and is read anew.
     */
    private void ended() {
        long now = nanos.getAsLong();
        if (!heardInTurn) {
            version = "";
        }
        if (heardInTurn || now - turnBegan >= LONGEST_PAUSE.toNanos()) {
            notBefore = now;
        } else {
            pauseFor(Duration.ZERO);
        }
    }

    private synchronized void failed(long mine, ClusterException why) {
        if (turn != mine) {
            return;
        }
        watch = Optional.empty();
        version = "";
        failure = Optional.of(why);
        if (why.reason() == Reason.NOT_FOUND) {
            // The kind is not installed any more.
            filled = false;
            objects.clear();
        }
        pauseFor(why.retryAfter());
    }

    private void pauseFor(Duration atLeast) {
        Duration wait = atLeast.compareTo(pause) > 0 ? atLeast : pause;
        notBefore = nanos.getAsLong() + wait.toNanos();
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    void close() {
        Optional<Watch> open;
        synchronized (this) {
            turn++;
            open = watch;
            watch = Optional.empty();
            filled = false;
            failure = Optional.of(new ClusterException(Reason.UNREACHABLE, "the mirror of " + extent + " is closed"));
        }
        open.ifPresent(Watch::close);
    }
}
