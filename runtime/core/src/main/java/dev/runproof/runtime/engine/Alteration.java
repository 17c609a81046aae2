package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment.Effect;
import dev.runproof.runtime.engine.EngineEvent.Effected.What;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one containment does to one object: how that is written, recognised, and taken back. It decides; {@link
 * EffectWriter} repeats and tells. Immutable.
 */
sealed interface Alteration permits Creation, Editing, Deletion {

    /** What an object tells of what was to be done to it. */
    sealed interface Sight {

        /** There is no such object. */
        record Absent() implements Sight {}

        /** Nothing has been done, and it can be. */
        record Open() implements Sight {}

        /**
         * It is done, and still is.
         *
         * @param object the object, or what it was
         */
        record Done(KubernetesObject object) implements Sight {}

        /**
         * It was done, and what was done has been changed since.
         *
         * @param differences in which fields, as far as that is known
         */
        record Changed(List<Difference> differences) implements Sight {}

        /**
         * It is somebody else's, or was changed by somebody else before anything was done.
         *
         * @param reason a sentence for people
         */
        record Foreign(String reason) implements Sight {}
    }

    /** What is to be done next, to take something back. */
    sealed interface Step {

        /**
         * Nothing more.
         *
         * @param note what there is to say; empty if there is nothing
         * @param what what has become of the object
         */
        record Over(String note, What what) implements Step {}

        /**
         * It stays.
         *
         * @param reason why, in a sentence for people
         * @param differences in which fields it is not what was made
         */
        record Stays(String reason, List<Difference> differences) implements Step {}

        /**
         * The server is asked to delete the object as it was read, which takes effect by and by.
         *
         * @param object the object
         */
        record Delete(KubernetesObject object) implements Step {}

        /**
         * The object is replaced, and that is all.
         *
         * @param object as it is to be
         * @param after what it comes to
         */
        record Replace(KubernetesObject object, Step after) implements Step {}

        /**
         * Somebody else is to be waited for.
         *
         * @param reason why, in a sentence for people
         */
        record Wait(String reason) implements Step {}
    }

    /** What a change comes to. */
    static Alteration of(Change.Write change) {
        if (change instanceof Change.Edit edit) {
            return Editing.of(edit);
        }
        if (change instanceof Change.Run run) {
            return Creation.running(run.object(), run.reads());
        }
        return change instanceof Change.Delete delete ? Deletion.of(delete) : Creation.of(change.object());
    }

    /**
     * What a record says that is done. It can be recognised and taken back; what is to be created can not be written from
     * it, as a record does not keep labels.
     */
    static Alteration of(Effect effect) {
        return switch (effect.how()) {
            case CREATE, RUN, READ -> new Creation(effect, Optional.empty());
            case EDIT -> Editing.of(effect);
            case DELETE -> new Deletion(effect);
        };
    }

    /** What the record says of it. */
    Effect effect();

    /** Whether the object has to be read before it is written for the first time. */
    boolean looksFirst();

    /**
     * How far it is.
     *
     * @param containment the address of the record
     * @param found the object of that address; empty if there is none
     */
    Sight see(String containment, Optional<KubernetesObject> found);

    /** The epoch in which a containment has written an object; empty if it has not, or that cannot be told. */
    OptionalLong epoch(String containment, KubernetesObject found);

    /**
     * Does it.
     *
     * @param cluster the cluster
     * @param found the object, as it was read; empty if it was not
     * @param seal what is written on the object
     * @param mode whether it is really done
     * @return the object as it is then, or was
     */
    KubernetesObject write(Cluster cluster, Optional<KubernetesObject> found, Seal seal, WriteMode mode);

    /** What writing it is called. */
    What written(WriteMode mode);

    /** Whether it can be taken back at all. */
    default boolean isReversible() {
        return true;
    }

    /** Whether what it makes does something by itself, so that it is never made twice. */
    default boolean actsByItself() {
        return false;
    }

    /** Whether what that has done stays done when it is taken back. */
    default boolean leavesItsWork() {
        return false;
    }

    /** What the record says once it is done. */
    default Effect made(KubernetesObject object) {
        return effect();
    }

    /**
     * How it is taken back.
     *
     * @param containment the address of the record
     * @param found the object; empty if there is none
     */
    Step takeBack(String containment, Optional<KubernetesObject> found);

    /**
     * What a person does about it where it could not be taken back.
     *
     * @param containment the address of the record
     * @param reason why it was left
     * @param differences in which fields it is not what was made
     * @param found the object as it is, if that is known
     */
    Remainder left(String containment, String reason, List<Difference> differences, Optional<KubernetesObject> found);

    /** In which fields an object is not as it was made; empty if in none, or if that is not known. */
    List<Difference> differencesIn(KubernetesObject found);
}
