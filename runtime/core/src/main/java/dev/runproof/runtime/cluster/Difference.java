package dev.runproof.runtime.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A field of an object that is not as it was written. Its texts are cut where they are long, and what cannot be seen is
 * escaped as in JSON, so that they can be shown anywhere.
 *
 * @param path where it is, such as {@code spec.ingressDeny[0].fromCIDR[0]}
 * @param written what was written, as JSON; empty if nothing was
 * @param found what is there, as JSON; empty if nothing is
 * @param by who has written last what is there, as the server noted it: a name that the writer chose. Empty if nobody
 *     is noted, as for a field that was removed
 * @param at when they did; empty if that is not noted
 */
public record Difference(
        String path, Optional<String> written, Optional<String> found, Optional<String> by, Optional<Instant> at) {

    /**
     * The fields in which an object is not as it was written. Looked at is what the object says, and of its labels and
     * annotations those that were written; not what servers and controllers write.
     *
     * @param written the object as it was written
     * @param found the object as it is
     * @return the differences, by path
     */
    public static List<Difference> between(KubernetesObject written, KubernetesObject found) {
        return new Comparison(found).with(written);
    }

    /**
     * Where what stands at one place of an object is not what was written there.
     *
     * @param path the keys that lead to the place
     * @param written what was written; empty if it was taken out
     * @param found the object as it is
     * @return the differences, by path; none if it is still so
     */
    public static List<Difference> at(List<String> path, Optional<?> written, KubernetesObject found) {
        return new Comparison(found).at(path, written);
    }

    /** This difference in a sentence for people. */
    public String sentence() {
        return path + ": " + written.orElse("nothing") + " was written, " + found.orElse("nothing") + " is there"
                + by.map(manager -> ", by " + manager).orElse("")
                + at.map(time -> " at " + time).orElse("");
    }
}
