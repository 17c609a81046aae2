package dev.runproof.runtime.simulated;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.util.Optional;

/**
 * A rule that a server has beyond what every server has: of a schema, of CEL in a custom resource definition, or of an
 * admission policy. It is asked about each create and replace, dry runs too, after the server's own rules.
 */
@FunctionalInterface
public interface Admission {

    /**
     * Decides on a write.
     *
     * @param before the object as it is stored; empty for a create
     * @param after the object as it would be stored
     * @return why the write is refused, in a sentence for people; empty if it is not
     */
    Optional<String> refusal(Optional<KubernetesObject> before, KubernetesObject after);
}
