package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.engine.Containment.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes records. A write is known to have happened when it returns: an answer that was lost is looked up. A
 * record that another executor has written meanwhile is left alone.
 */
final class ContainmentStore {

    private static final RecordForm<Containment> FORM = new RecordForm<>() {
        @Override
        public Containment read(KubernetesObject object) {
            return Containment.of(object);
        }

        @Override
        public Map<String, Object> fields(Containment record) {
            return record.fields();
        }

        @Override
        public Map<String, String> labels(Containment record) {
            return Map.of(
                    Stamp.MANAGED_BY,
                    Stamp.MANAGER,
                    Stamp.ACTION,
                    record.request().action());
        }

        @Override
        public String lost(ObjectRef ref, Optional<Containment> now) {
            return now.map(record -> "containment " + ref.name() + " has been written by " + lastWriter(record)
                            + " meanwhile and is " + record.state())
                    .orElse("containment " + ref.name() + " has been deleted meanwhile");
        }
    };

    private final EngineContext context;

    ContainmentStore(EngineContext context) {
        this.context = context;
    }

    /** The address of the record of a target. */
    ObjectRef refOf(ContainmentTarget target) {
        return refOf(nameOf(target));
    }

    /** The name of the record of a target. The kind of target, with which its key begins, is there for people. */
    static String nameOf(ContainmentTarget target) {
        String key = target.key();
        return key.substring(0, key.indexOf('/')) + "-" + target.hash();
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
        var writer = new RecordWriter<>(context.cluster(), FORM);
        return told(
                previous,
                StoredContainment.of(writer.write(ref, previous.map(StoredContainment::object), next, patience)));
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
