package dev.runproof.runtime.simulated;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.ResourceKind;
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

    private record Happened(long version, ResourceKind kind, WatchEvent event) {}

    private static final class Listening {
        private final ResourceKind kind;
        private final Consumer<WatchEvent> listener;
        private volatile boolean over;

        Listening(ResourceKind kind, Consumer<WatchEvent> listener) {
            this.kind = kind;
            this.listener = listener;
        }

        void tell(WatchEvent event) {
            if (!over) {
                listener.accept(event);
            }
        }
    }

    /** How many events are kept for those who begin later. */
    private static final int MEMORY = 10_000;

    private final Deque<Happened> past = new ArrayDeque<>();
    private final List<Listening> listening = new ArrayList<>();
    private long forgotten;

    Watch begin(ResourceKind kind, String since, Consumer<WatchEvent> listener) {
        long from = version(since);
        if (from < forgotten) {
            throw new ClusterException(
                    Reason.INVALID, "the API server answers 410 Expired: too old resource version: " + since);
        }
        var begun = new Listening(kind, listener);
        for (Happened happened : List.copyOf(past)) {
            if (happened.version() > from && happened.kind().equals(kind)) {
                begun.tell(happened.event());
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

    void tell(long version, WatchEvent event, ResourceKind kind) {
        past.add(new Happened(version, kind, event));
        if (past.size() > MEMORY) {
            forgotten = past.remove().version();
        }
        for (Listening one : current()) {
            if (one.kind.equals(kind)) {
                one.tell(event);
            }
        }
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
