package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import java.util.Map;
import java.util.Optional;

/**
 * Writes records of a kind. A write is known to have happened when it returns: an answer that was lost is looked up. A
 * record that somebody else has written meanwhile is left alone.
 */
final class RecordWriter<R> {

    private final Cluster cluster;
    private final RecordForm<R> form;

    RecordWriter(Cluster cluster, RecordForm<R> form) {
        this.cluster = cluster;
        this.form = form;
    }

    /**
     * Writes a record.
     *
     * @param ref its address
     * @param previous what it replaces; empty if there is none yet
     * @param next the record
     * @param patience how often to try
     * @return the object as the server has it
     * @throws LostRecordException if somebody else has written since
     * @throws ClusterException if it was not written, or that cannot be found out
     */
    KubernetesObject write(ObjectRef ref, Optional<KubernetesObject> previous, R next, Patience patience) {
        var base = previous;
        boolean look = false;
        while (true) {
            try {
                if (look) {
                    base = cluster.get(ref);
                    if (base.isPresent() && form.read(base.get()).equals(next)) {
                        return base.get();
                    }
                    requireUnchanged(ref, previous, base);
                }
                return send(ref, base, next);
            } catch (ClusterException e) {
                boolean taken = e.reason() == Reason.CONFLICT || e.reason() == Reason.ALREADY_EXISTS;
                // What somebody else has written is there to be read at once.
                boolean atOnce = taken && !look;
                look |= taken || e.reason() == Reason.UNKNOWN_OUTCOME;
                if (!atOnce && !patience.allows(e)) {
                    throw e;
                }
            }
        }
    }

    /** The labels and whatever else others wrote into the metadata of what is replaced stay. */
    private KubernetesObject send(ObjectRef ref, Optional<KubernetesObject> base, R next) {
        if (base.isPresent()) {
            return cluster.replace(base.get().with("spec", form.fields(next)), WriteMode.COMMIT);
        }
        return cluster.create(
                KubernetesObject.of(ref, form.labels(next), Map.of(), Map.of("spec", form.fields(next))),
                WriteMode.COMMIT);
    }

    private void requireUnchanged(ObjectRef ref, Optional<KubernetesObject> previous, Optional<KubernetesObject> now) {
        Optional<R> current = now.map(form::read);
        if (!current.equals(previous.map(form::read))) {
            throw new LostRecordException(form.lost(ref, current));
        }
    }
}
