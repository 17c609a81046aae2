package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.engine.Containment.Request;
import java.time.Instant;
import java.util.Optional;

/**
 * All that is written on an object that a containment makes.
 *
 * @param stamp by which it is found again
 * @param request what was asked for
 * @param incident on whose behalf
 * @param expiresAt when the containment ends by itself; empty if it does not
 */
record Seal(Stamp stamp, Request request, Incident incident, Optional<Instant> expiresAt) {

    KubernetesObject on(KubernetesObject object) {
        return stamp.on(object, request, incident, expiresAt);
    }
}
