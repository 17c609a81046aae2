package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.engine.Containment.Request;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the engine writes on each object that it makes, so that one read tells whose it is.
 *
 * @param containment the address of the record, as {@link #addressOf} has it
 * @param epoch the epoch in which it was made
 * @param digest the digest of what the object says
 */
record Stamp(String containment, long epoch, String digest) {

    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String MANAGER = "runproof";
    static final String ACTION = "runproof.dev/action";
    static final String INCIDENT = "runproof.dev/incident";
    static final String TRANSACTION = "runproof.dev/transaction";
    static final String CONTAINMENT = "runproof.dev/containment";
    static final String EPOCH = "runproof.dev/epoch";
    static final String DIGEST = "runproof.dev/digest";
    static final String EXPIRES_AT = "runproof.dev/expires-at";

    /** The address of a record. Two installations in one cluster may have records of the same name. */
    static String addressOf(ObjectRef record) {
        return record.namespace() + "/" + record.name();
    }

    /** The object with this stamp on it. */
    KubernetesObject on(KubernetesObject object, Request request, Incident incident, Optional<Instant> expiresAt) {
        var labels = new LinkedHashMap<String, Object>(object.map("metadata", "labels"));
        labels.put(MANAGED_BY, MANAGER);
        labels.put(ACTION, request.action());
        labels.put(INCIDENT, incident.label());
        var annotations = new LinkedHashMap<String, Object>(object.map("metadata", "annotations"));
        annotations.put(TRANSACTION, request.transaction());
        annotations.put(CONTAINMENT, containment);
        annotations.put(EPOCH, Long.toString(epoch));
        annotations.put(DIGEST, digest);
        expiresAt.ifPresent(at -> annotations.put(EXPIRES_AT, at.toString()));
        return object.withMetadata(Map.of("labels", labels, "annotations", annotations));
    }

    /** Whether an object was made for a containment, whatever has become of it. */
    static boolean isOf(String containment, KubernetesObject object) {
        return object.label(MANAGED_BY).equals(Optional.of(MANAGER))
                && object.annotation(CONTAINMENT).equals(Optional.of(containment));
    }

    /** The epoch in which an object was made, if it says so; 0 if it does not. */
    static long epochOf(KubernetesObject object) {
        try {
            return object.annotation(EPOCH).map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Whether an object was made with this stamp and says what it said then. One that the server's admission changed when
     * it was made, and nobody since, does too.
     */
    boolean isIntactOn(KubernetesObject object) {
        return isOf(containment, object)
                && object.annotation(DIGEST).equals(Optional.of(digest))
                && (Digest.ofContent(object).equals(digest)
                        || object.at("metadata", "generation").equals(Optional.of(1L)));
    }

    /** Who made an object, as far as it says so itself. */
    static String ownerOf(KubernetesObject object) {
        return object.annotation(CONTAINMENT)
                .map(name -> "containment " + name)
                .or(() -> object.label(MANAGED_BY))
                .or(() -> object.list("metadata", "managedFields").stream()
                        .flatMap(entry -> entry instanceof Map<?, ?> map && map.get("manager") instanceof String manager
                                ? Optional.of(manager).stream()
                                : Optional.<String>empty().stream())
                        .findFirst())
                .orElse("somebody who left no name");
    }
}
