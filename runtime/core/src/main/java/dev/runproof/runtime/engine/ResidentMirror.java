package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.EffectKinds;
import dev.runproof.runtime.check.SurroundingKinds;
import dev.runproof.runtime.cluster.ClusterFeed;
import dev.runproof.runtime.cluster.ClusterMirror;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.Extent;
import dev.runproof.runtime.value.Namespace;
import java.util.List;
import java.util.stream.Stream;

/** What an executor that stays keeps a mirror of: with it, a run reads nothing from the cluster before its first write. */
public final class ResidentMirror {

    private ResidentMirror() {}

    /**
     * Begins to mirror what checks look at, records and effects.
     *
     * @param <C> a cluster that can be watched
     * @param cluster the cluster
     * @param ownNamespace where the records are
     * @return the mirror, to be closed
     */
    public static <C extends ClusterReads & ClusterFeed> ClusterMirror of(C cluster, Namespace ownNamespace) {
        return ClusterMirror.of(cluster, extents(ownNamespace), ClusterMirror.USUAL_AGE);
    }

    static List<Extent> extents(Namespace ownNamespace) {
        return Stream.of(
                        SurroundingKinds.extents(ownNamespace).stream(),
                        EffectKinds.ALL.stream().map(Extent::everywhere),
                        Stream.of(new Extent(Containment.KIND, ownNamespace.name())))
                .flatMap(extents -> extents)
                .toList();
    }
}
