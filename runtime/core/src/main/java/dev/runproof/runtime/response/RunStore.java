package dev.runproof.runtime.response;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.RecordForm;
import dev.runproof.runtime.engine.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the records of runs. */
final class RunStore {

    private static final RecordForm<ResponseRun> FORM = new RecordForm<>() {
        @Override
        public ResponseRun read(KubernetesObject object) {
            return ResponseRun.of(object);
        }

        @Override
        public Map<String, Object> fields(ResponseRun record) {
            return record.fields();
        }

        @Override
        public Map<String, String> labels(ResponseRun record) {
            return Map.of(
                    "app.kubernetes.io/managed-by",
                    "runproof",
                    "runproof.dev/incident",
                    record.request().incident().label());
        }

        @Override
        public String lost(ObjectRef ref, Optional<ResponseRun> now) {
            return now.map(run -> "run " + ref.name() + " has been written by " + lastWriter(run) + " meanwhile and is "
                            + run.state())
                    .orElse("run " + ref.name() + " has been deleted meanwhile");
        }
    };

    private final Turn turn;

    RunStore(Turn turn) {
        this.turn = turn;
    }

    ObjectRef refOf(String name) {
        return new ObjectRef(ResponseRun.KIND, turn.ownNamespace().name(), name);
    }

    /**
     * Reads a record.
     *
     * @throws ClusterException if it cannot be read
     * @throws MalformedRunException if it is not a record
     */
    Optional<StoredRun> read(String name) {
        return turn.cluster().get(refOf(name)).map(StoredRun::of);
    }

    /**
     * Reads all records.
     *
     * @throws ClusterException if they cannot be read
     */
    List<KubernetesObject> all() {
        return turn.cluster().list(ResponseRun.KIND, turn.ownNamespace().name());
    }

    /** Writes a record, as {@link Turn#write} does. */
    StoredRun write(String name, Optional<StoredRun> previous, ResponseRun next, Instant until) {
        return StoredRun.of(turn.write(FORM, refOf(name), previous.map(StoredRun::object), next, until));
    }

    /** Writes a record, as {@link Turn#writeToTheEnd} does. */
    StoredRun writeToTheEnd(StoredRun previous, ResponseRun next, Instant until) {
        return StoredRun.of(
                turn.writeToTheEnd(FORM, refOf(previous.name()), Optional.of(previous.object()), next, until));
    }

    /** Deletes a record as it was read; one that somebody has written or deleted since is left alone. */
    boolean forget(StoredRun run) {
        try {
            turn.cluster().delete(run.object(), WriteMode.COMMIT);
            return true;
        } catch (ClusterException e) {
            if (e.reason() == Reason.CONFLICT || e.reason() == Reason.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private static String lastWriter(ResponseRun run) {
        String holder = run.progress().holder();
        if (!holder.isEmpty()) {
            return holder;
        }
        var history = run.history();
        return history.isEmpty() ? "somebody" : history.get(history.size() - 1).by();
    }
}
