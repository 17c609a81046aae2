package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes records. A write is known to have happened when it returns: an answer that was lost is looked up. A
 * record that another executor has written meanwhile is left alone.
 */
final class ContainmentStore {

    private final EngineContext context;

    ContainmentStore(EngineContext context) {
        this.context = context;
    }

    /** The address of the record of a target. The kind of target, with which its key begins, is there for people. */
    ObjectRef refOf(ContainmentTarget target) {
        String key = target.key();
        return refOf(key.substring(0, key.indexOf('/')) + "-" + target.hash());
    }

    ObjectRef refOf(String name) {
        return new ObjectRef(Containment.KIND, context.ownNamespace().name(), name);
    }

    /**
     * Reads a record.
     *
     * @throws ClusterException if it cannot be read
     * @throws MalformedContainmentException if it is not a record
     */
    Optional<StoredContainment> read(ObjectRef ref) {
        return context.cluster().get(ref).map(StoredContainment::of);
    }

    /**
     * Looks a record up in the mirror, where there is one. It may have been written since; whoever then writes upon what was
     * seen is told so by the server, as nothing is written without its version, nor twice under one name.
     *
     * @throws ClusterException if it is not mirrored, and cannot be read
     * @throws MalformedContainmentException if it is not a record
     */
    Optional<StoredContainment> glance(ObjectRef ref) {
        return context.glance(ref).map(StoredContainment::of);
    }

    /**
     * Reads all records.
     *
     * @throws ClusterException if they cannot be read
     */
    List<KubernetesObject> all() {
        return context.cluster().list(Containment.KIND, context.ownNamespace().name());
    }

    /** Whether there is no record of a name. */
    boolean isAbsent(String name) {
        return context.cluster().get(refOf(name)).isEmpty();
    }

    /**
     * Writes a record.
     *
     * @param ref its address
     * @param previous what it replaces; empty if there is none yet
     * @param next the record
     * @param patience how often to try
     * @return the record as the server has it
     * @throws LostRecordException if another executor has written since
     * @throws ClusterException if it was not written, or that cannot be found out
     */
    StoredContainment write(ObjectRef ref, Optional<StoredContainment> previous, Containment next, Patience patience) {
        var base = previous;
        boolean look = false;
        while (true) {
            try {
                if (look) {
                    base = read(ref);
                    if (base.isPresent() && base.get().containment().equals(next)) {
                        return told(previous, base.get());
                    }
                    requireUnchanged(ref, previous, base);
                }
                return told(previous, StoredContainment.of(send(ref, base, next)));
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

    private KubernetesObject send(ObjectRef ref, Optional<StoredContainment> base, Containment next) {
        if (base.isPresent()) {
            return context.cluster().replace(base.get().replacedBy(next), WriteMode.COMMIT);
        }
        var labels = Map.of(
                Stamp.MANAGED_BY, Stamp.MANAGER, Stamp.ACTION, next.request().action());
        return context.cluster()
                .create(KubernetesObject.of(ref, labels, Map.of(), Map.of("spec", next.fields())), WriteMode.COMMIT);
    }

    private static void requireUnchanged(
            ObjectRef ref, Optional<StoredContainment> previous, Optional<StoredContainment> now) {
        if (now.map(StoredContainment::containment).equals(previous.map(StoredContainment::containment))) {
            return;
        }
        throw new LostRecordException(now.map(stored -> "containment " + ref.name() + " has been written by "
                        + lastWriter(stored.containment()) + " meanwhile and is "
                        + stored.containment().state())
                .orElse("containment " + ref.name() + " has been deleted meanwhile"));
    }

    static String lastWriter(Containment containment) {
        String holder = containment.progress().holder();
        if (!holder.isEmpty()) {
            return holder;
        }
        var history = containment.history();
        return history.isEmpty() ? "somebody" : last(history).by();
    }

    private StoredContainment told(Optional<StoredContainment> previous, StoredContainment stored) {
        var history = stored.containment().history();
        boolean step =
                previous.isEmpty() || !previous.get().containment().history().equals(history);
        String note = step ? last(history).note() : "another incident has joined";
        context.tell(new EngineEvent.Recorded(
                context.now(), stored.name(), stored.containment().state(), note));
        return stored;
    }

    private static Entry last(List<Entry> history) {
        return history.get(history.size() - 1);
    }
}
