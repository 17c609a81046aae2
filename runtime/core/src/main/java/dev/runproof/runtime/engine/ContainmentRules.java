package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.util.Optional;

/**
 * The rules that the definition of the resource {@code Containment} has for changes, as an API server applies them: for
 * servers that are only simulated.
 */
public final class ContainmentRules {

    /** Where the definition of the resource lies on the class path. */
    public static final String DEFINITION = "META-INF/runproof/crd/containments.yaml";

    private ContainmentRules() {}

    /**
     * Decides on a write.
     *
     * @param before the object as it is stored; empty for a create
     * @param after the object as it would be stored
     * @return why the write is refused; empty if it is not, or the object is not a {@code Containment}
     */
    public static Optional<String> refusal(Optional<KubernetesObject> before, KubernetesObject after) {
        if (!after.ref().kind().equals(Containment.KIND)) {
            return Optional.empty();
        }
        try {
            var now = Containment.of(after);
            if (!fits(now)) {
                return Optional.of("a text or a list is longer than the definition allows");
            }
            return before.map(Containment::of).flatMap(was -> refusal(was, now));
        } catch (MalformedContainmentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The lengths of the definition. Records that are made here are cut to them. */
    private static boolean fits(Containment containment) {
        return containment.claims().size() <= Containment.MAX_CLAIMS
                && containment.history().size() <= Containment.MAX_HISTORY
                && containment.progress().holder().length() <= Containment.MAX_BY;
    }

    private static Optional<String> refusal(Containment before, Containment after) {
        var was = before.progress();
        var now = after.progress();
        if (!after.request().target().equals(before.request().target())) {
            return Optional.of("the target of a containment never changes");
        }
        if (now.epoch() < was.epoch()) {
            return Optional.of("the epoch of a containment never falls");
        }
        boolean raised = now.epoch() > was.epoch();
        if (!now.holder().isEmpty() && !now.holder().equals(was.holder()) && !raised) {
            return Optional.of("a new holder comes with a higher epoch");
        }
        if (!was.state().mayBecome(now.state(), raised)) {
            return Optional.of("a containment does not go from " + was.state() + " to " + now.state());
        }
        return Optional.empty();
    }
}
