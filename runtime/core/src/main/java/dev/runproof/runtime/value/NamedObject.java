package dev.runproof.runtime.value;

import java.util.Optional;

/**
 * An object of the cluster by its name, and by its UID once that is known: a name alone may belong to another object by
 * the time that something is done to it. As a text {@code NAMESPACE/NAME} or {@code NAMESPACE/NAME/UID}.
 */
public sealed interface NamedObject permits PodRef, DeploymentRef, IngressRef, SecurityPolicyRef {

    /** The namespace that it is in. */
    Namespace namespace();

    /** The name. */
    String name();

    /** The UID; empty as long as nobody has looked. */
    Optional<String> uid();
}
