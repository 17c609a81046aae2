package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads for what decides before anything is changed: one that the server refuses for now, or that does not reach it, is made again, as
 * else a moment of too much traffic would decide that nothing is done. Used by one thread.
 *
 * @param context whose cluster and time
 * @param until when to give up at the latest
 */
record PatientReads(EngineContext context, Instant until) implements ClusterReads {

    @Override
    public Optional<KubernetesObject> get(ObjectRef ref) {
        return ask(() -> context.cluster().get(ref));
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind) {
        return ask(() -> context.cluster().list(kind));
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind, String namespace) {
        return ask(() -> context.cluster().list(kind, namespace));
    }

    private <T> T ask(Supplier<T> read) {
        return Patience.until(context, until).ask(read);
    }
}
