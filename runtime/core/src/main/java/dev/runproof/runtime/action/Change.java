package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.util.List;

/** A change to the cluster of which the engine knows how to make it, find it again and undo it; or that there is none. */
public sealed interface Change {

    /** Something is written, to one object. */
    sealed interface Write extends Change {

        /** The object as it was read, or as it is to be created. */
        KubernetesObject object();
    }

    /** Nothing is written. */
    sealed interface None extends Change {

        /** Why, in a sentence for people. */
        String reason();
    }

    /**
     * An object is created; undoing deletes it.
     *
     * @param object the object, with a deterministic name and without the engine's labels and annotations
     */
    record Create(KubernetesObject object) implements Write {}

    /**
     * An object is created that does something by itself, such as a Job; undoing deletes it, and what it has done by then
     * stays done.
     *
     * @param object the object, with a deterministic name and without the engine's labels and annotations; there is
     *     none of its name
     * @param reads whether it only reads, and fills a store: it may be deleted at any time, and nothing is left to be taken back
     */
    record Run(KubernetesObject object, boolean reads) implements Write {

        /** One whose work stays done. */
        public Run(KubernetesObject object) {
            this(object, false);
        }
    }

    /**
     * Fields of an object that is there are changed, all in one write, if they still are as they were read; undoing gives
     * back those that are to be restored, and of those only what nobody else has changed since.
     *
     * @param object the object as it was read
     * @param edits at least one, each of another field
     */
    record Edit(KubernetesObject object, List<FieldEdit> edits) implements Write {

        /** Copies the list. */
        public Edit {
            edits = List.copyOf(edits);
            if (edits.isEmpty()
                    || edits.stream().map(FieldEdit::path).distinct().count() < edits.size()) {
                throw new IllegalArgumentException("an edit changes at least one field, and none twice");
            }
        }
    }

    /**
     * An object is deleted, and only this one: not a successor of the same name. Nothing brings it back.
     *
     * @param object the object as it was read
     * @param owner what it belongs to, by which such deletions are counted, as the record keeps none of its metadata; empty if
     *     they are not
     */
    record Delete(KubernetesObject object, String owner) implements Write {

        /** Where the statement of the effect has the owner, beside what the object said. No kind has such a field. */
        public static final String OWNER = "runproof.dev/owner";

        /** A deletion that is not counted. */
        public Delete(KubernetesObject object) {
            this(object, "");
        }
    }

    /**
     * There is nothing to change: what the action is there for is so already, or its target is gone.
     *
     * @param reason why, in a sentence for people
     */
    record Nothing(String reason) implements None {}

    /**
     * The action cannot have its effect on this target.
     *
     * @param reason why, in a sentence for people
     */
    record Impossible(String reason) implements None {}
}
