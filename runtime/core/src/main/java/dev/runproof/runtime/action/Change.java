package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.KubernetesObject;

/** A change to the cluster of which the engine knows how to make it, find it again and undo it. */
public sealed interface Change {

    /**
     * An object is created; undoing deletes it.
     *
     * @param object the object, with a deterministic name and without the engine's labels and annotations
     */
    record Create(KubernetesObject object) implements Change {}
}
