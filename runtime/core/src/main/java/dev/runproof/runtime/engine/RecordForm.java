package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import java.util.Map;
import java.util.Optional;

/**
 * How a kind of record stands in its resource.
 *
 * @param <R> the record, an immutable value that is equal to what is read back after it was written
 */
public interface RecordForm<R> {

    /**
     * Reads a record.
     *
     * @param object as the server has it
     * @return the record; it throws what the kind of record says for an object that is none
     */
    R read(KubernetesObject object);

    /** What stands under {@code spec}: texts, numbers, lists and maps. */
    Map<String, Object> fields(R record);

    /** The labels that a record is created with. */
    Map<String, String> labels(R record);

    /**
     * Says that somebody else has written or deleted a record, in a sentence for people.
     *
     * @param ref its address
     * @param now as it is now; empty if it is gone
     */
    String lost(ObjectRef ref, Optional<R> now);
}
