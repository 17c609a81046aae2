package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.KubernetesObject;

/**
 * A record as it was read or written, with what the next write has to name.
 *
 * @param containment the record
 * @param object the object that it was read from
 */
record StoredContainment(Containment containment, KubernetesObject object) {

    static StoredContainment of(KubernetesObject object) {
        return new StoredContainment(Containment.of(object), object);
    }

    String name() {
        return object.ref().name();
    }

    /** Its address, as effects carry it. */
    String address() {
        return Stamp.addressOf(object.ref());
    }
}
