package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.util.Map;

/**
 * What Cilium says of a policy in its condition {@code Valid}: only whether it can be read.
 *
 * @param status {@code True}, {@code False}, or something else while it has not said anything
 * @param message why, in its words
 */
record PolicyCondition(String status, String message) {

    static PolicyCondition of(KubernetesObject policy) {
        Map<?, ?> valid = policy.list("status", "conditions").stream()
                .filter(condition -> condition instanceof Map<?, ?> map && "Valid".equals(map.get("type")))
                .map(condition -> (Map<?, ?>) condition)
                .findFirst()
                .orElse(Map.of());
        return new PolicyCondition(String.valueOf(valid.get("status")), String.valueOf(valid.get("message")));
    }

    boolean isAccepted() {
        return status.equals("True");
    }

    boolean isRefused() {
        return status.equals("False");
    }
}
