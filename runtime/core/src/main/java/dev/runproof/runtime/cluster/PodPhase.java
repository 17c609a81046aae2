package dev.runproof.runtime.cluster;

import java.util.Set;

/**
 * Where a pod is in its life, as it says itself. Source: the Kubernetes API, {@code PodStatus}.
 *
 * @param name such as {@code Running}; empty if it does not say
 */
public record PodPhase(String name) {

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    /** That of a pod, when it was read. */
    public static PodPhase of(KubernetesObject pod) {
        return new PodPhase(pod.text("status", "phase").orElse(""));
    }

    /** Whether none of its containers runs, or will again. */
    public boolean hasEnded() {
        return ENDED.contains(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
