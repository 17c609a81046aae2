package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the engine writes on an object of somebody else's in which it changes fields: an annotation {@code
 * edit.runproof.dev/NAME} with the name of the record, for each containment one, that says {@code NAMESPACE/NAME EPOCH
 * DIGEST}.
 *
 * @param containment the address of the record, as {@link Stamp#addressOf} has it
 * @param epoch the epoch in which the fields were changed
 * @param digest the digest of what was changed
 */
record EditStamp(String containment, long epoch, String digest) {

    private static final String PREFIX = "edit.runproof.dev/";
    private static final Pattern TEXT = Pattern.compile("(\\S+) ([1-9][0-9]{0,17}) (sha256:[0-9a-f]{64})");

    static EditStamp of(Stamp stamp) {
        return new EditStamp(stamp.containment(), stamp.epoch(), stamp.digest());
    }

    /** The stamp of a containment on an object; empty if there is none, or one of another installation. */
    static Optional<EditStamp> on(KubernetesObject object, String containment) {
        return object.annotation(key(containment))
                .map(TEXT::matcher)
                .filter(Matcher::matches)
                .map(parts -> new EditStamp(parts.group(1), Long.parseLong(parts.group(2)), parts.group(3)))
                .filter(stamp -> stamp.containment().equals(containment));
    }

    /** The object with this stamp on it. */
    KubernetesObject on(KubernetesObject object) {
        return object.withAt(path(containment), Optional.of(containment + " " + epoch + " " + digest));
    }

    /** The object without the stamp of a containment. */
    static KubernetesObject removedFrom(KubernetesObject object, String containment) {
        return object.withAt(path(containment), Optional.empty());
    }

    /** Where the stamp of a containment stands. */
    static List<String> path(String containment) {
        return List.of("metadata", "annotations", key(containment));
    }

    private static String key(String containment) {
        return PREFIX + containment.substring(containment.indexOf('/') + 1);
    }
}
