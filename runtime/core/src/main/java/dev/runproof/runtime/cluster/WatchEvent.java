package dev.runproof.runtime.cluster;

import java.util.Optional;

/** What a watch tells. */
public sealed interface WatchEvent {

    /**
     * An object was created or changed.
     *
     * @param object as it is now
     */
    record Stored(KubernetesObject object) implements WatchEvent {}

    /**
     * An object was deleted.
     *
     * @param object as it was last, with the version of its deletion
     */
    record Deleted(KubernetesObject object) implements WatchEvent {}

    /**
     * Nothing else has happened until now.
     *
     * @param version the version that has been reached
     */
    record Bookmark(String version) implements WatchEvent {}

    /**
     * Nothing more is told.
     *
     * @param failure why; empty if the server has ended it as it ends every watch, and it may be gone on with
     */
    record Ended(Optional<ClusterException> failure) implements WatchEvent {}
}
