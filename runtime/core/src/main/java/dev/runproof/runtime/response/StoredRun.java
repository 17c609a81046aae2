package dev.runproof.runtime.response;

import dev.runproof.runtime.cluster.KubernetesObject;

/**
 * A record as it was read or written, with what the next write has to name.
 *
 * @param run the record
 * @param object the object that it was read from
 */
record StoredRun(ResponseRun run, KubernetesObject object) {

    static StoredRun of(KubernetesObject object) {
        return new StoredRun(ResponseRun.of(object), object);
    }

    String name() {
        return object.ref().name();
    }
}
