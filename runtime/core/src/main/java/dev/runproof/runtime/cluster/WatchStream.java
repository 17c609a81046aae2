package dev.runproof.runtime.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.WatchEvent.Bookmark;
import dev.runproof.runtime.cluster.WatchEvent.Deleted;
import dev.runproof.runtime.cluster.WatchEvent.Ended;
import dev.runproof.runtime.cluster.WatchEvent.Stored;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The answer to a watch: one event a line. Whatever is wrong with it ends the watch, for who has missed one event knows
 * nothing for certain any more. Thread-safe; tells its listener one thing at a time.
 */
final class WatchStream implements Watch {

    /** More than any object may take: etcd refuses those of more than 1.5 MiB. */
    private static final int LONGEST_LINE = 8 << 20;

    private final Consumer<WatchEvent> listener;
    private final Function<JsonNode, KubernetesObject> reader;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String call = "";
    private int code = 200;
    private Optional<String> retryAfter = Optional.empty();
    private volatile Runnable cancel = () -> {};
    private volatile boolean over;

    WatchStream(Consumer<WatchEvent> listener, Function<JsonNode, KubernetesObject> reader) {
        this.listener = listener;
        this.reader = reader;
    }

    /** Says how the request is given up. */
    synchronized void cancelBy(Runnable how) {
        cancel = how;
        if (over) {
            how.run();
        }
    }

    /** The status has come, and the body is to follow. */
    synchronized void answered(String request, int status, Optional<String> wait) {
        call = request;
        code = status;
        retryAfter = wait;
    }

    synchronized void take(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            while (!over && buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n' && code == 200) {
                    event(Json.parse(line.toByteArray()));
                    line.reset();
                } else if (line.size() < LONGEST_LINE) {
                    line.write(next);
                } else {
                    end(Optional.of(nonsense("an event of more than " + LONGEST_LINE + " bytes")));
                }
            }
        }
    }

    /** The answer is over. */
    synchronized void end(Optional<ClusterException> failure) {
        if (over) {
            return;
        }
        Optional<ClusterException> why = failure;
        if (code != 200 && why.isEmpty()) {
            why = Optional.of(refusal(code, Json.parse(line.toByteArray())));
        }
        over = true;
        listener.accept(new Ended(why));
        cancel.run();
    }

    /** Waits for nobody: the listener may be at work, and wait for who closes. */
    @Override
    public void close() {
        over = true;
        cancel.run();
    }

    private void event(JsonNode event) {
        JsonNode object = event.path("object");
        try {
            switch (event.path("type").asText()) {
                case "ADDED", "MODIFIED" -> listener.accept(new Stored(reader.apply(object)));
                case "DELETED" -> listener.accept(new Deleted(reader.apply(object)));
                case "BOOKMARK" ->
                    listener.accept(new Bookmark(
                            object.path("metadata").path("resourceVersion").asText()));
                case "ERROR" -> end(Optional.of(refusal(object.path("code").asInt(500), object)));
                default -> end(Optional.of(nonsense("an event of a type that is not known")));
            }
        } catch (ClusterException e) {
            end(Optional.of(e));
        }
    }

    private ClusterException refusal(int status, JsonNode body) {
        return new ApiAnswer(call, status, body, retryAfter).failure();
    }

    private ClusterException nonsense(String what) {
        return new ClusterException(Reason.UNKNOWN_OUTCOME, "the answer to " + call + " has " + what);
    }
}
