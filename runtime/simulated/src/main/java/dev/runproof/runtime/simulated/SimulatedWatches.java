package dev.runproof.runtime.simulated;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.Extent;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.Watch;
import dev.runproof.runtime.cluster.WatchEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The watches of a simulated server, and what has happened, for those that begin later. Listeners are told in the thread of
 * the call that changes something. Not thread-safe: its cluster sees to that.
 */
final class SimulatedWatches {

    private record Happened(long version, ObjectRef object, WatchEvent event) {}

    private static final class Listening {
        private final Extent extent;
        private final Consumer<WatchEvent> listener;
        private volatile boolean over;

        Listening(Extent extent, Consumer<WatchEvent> listener) {
            this.extent = extent;
            this.listener = listener;
        }

        void tell(WatchEvent event) {
            if (!over) {
                listener.accept(event);
            }
        }

        void tell(ObjectRef object, WatchEvent event) {
            if (extent.kind().equals(object.kind())
                    && (extent.namespace().isEmpty() || extent.namespace().equals(object.namespace()))) {
                tell(event);
            }
        }
    }

    /** How many events are kept for those who begin later. */
    private static final int MEMORY = 10_000;

    private final Deque<Happened> past = new ArrayDeque<>();
    private final List<Listening> listening = new ArrayList<>();
    private long forgotten;

    Watch begin(Extent extent, String since, Consumer<WatchEvent> listener) {
        long from = version(since);
        if (from < forgotten) {
            throw new ClusterException(
                    Reason.INVALID, "the API server answers 410 Expired: too old resource version: " + since);
        }
        var begun = new Listening(extent, listener);
        for (Happened happened : List.copyOf(past)) {
            if (happened.version() > from) {
                begun.tell(happened.object(), happened.event());
            }
        }
        listening.add(begun);
        return () -> begun.over = true;
    }

    private static long version(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ClusterException(
                    Reason.INVALID, "the API server answers 400: invalid resource version " + text, e);
        }
    }

    void tell(long version, WatchEvent event, ObjectRef object) {
        past.add(new Happened(version, object, event));
        if (past.size() > MEMORY) {
            forgotten = past.remove().version();
        }
        current().forEach(one -> one.tell(object, event));
    }

    void bookmark(String version) {
        current().forEach(one -> one.tell(new WatchEvent.Bookmark(version)));
    }

    void end(Optional<ClusterException> failure) {
        for (Listening one : current()) {
            one.tell(new WatchEvent.Ended(failure));
            one.over = true;
        }
        listening.clear();
    }

    void forget(long version) {
        forgotten = version;
        past.clear();
    }

    private List<Listening> current() {
        listening.removeIf(one -> one.over);
        return List.copyOf(listening);
    }
}
