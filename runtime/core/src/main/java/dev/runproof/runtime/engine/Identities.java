package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.value.NamedObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Looks up which object has a name now: once for each, so that all of a run mean the same. Used by one thread. */
final class Identities {

    /** There is no object of a name, so that there is nothing to contain. */
    static final class NoSuchObjectException extends EngineException {

        private static final long serialVersionUID = 1;

        NoSuchObjectException(String message) {
            super(message);
        }
    }

    private final EngineContext context;
    private final Duration patience;
    private final Map<ObjectRef, String> known = new HashMap<>();

    Identities(EngineContext context, Duration patience) {
        this.context = context;
        this.patience = patience;
    }

    /**
     * The UID of an object.
     *
     * @throws NoSuchObjectException if there is none
     * @throws dev.runproof.runtime.cluster.ClusterException if that cannot be read
     */
    Optional<String> uidOf(NamedObject object) {
        var ref = TargetKinds.refOf(object);
        String uid = Optional.ofNullable(known.get(ref)).orElseGet(() -> read(ref));
        known.put(ref, uid);
        return Optional.of(uid);
    }

    private String read(ObjectRef ref) {
        return Patience.until(context, context.now().plus(patience))
                .ask(() -> context.cluster().get(ref))
                .map(KubernetesObject::uid)
                .orElseThrow(() -> new NoSuchObjectException("there is no " + ref));
    }
}
