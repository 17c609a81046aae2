package dev.runproof.runtime.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a controller says of a policy at one place.
 *
 * @param byType each condition by its type
 */
record Conditions(Map<String, Map<?, ?>> byType) {

    static Conditions of(Map<?, ?> ancestor) {
        var byType = new HashMap<String, Map<?, ?>>();
        if (ancestor.get("conditions") instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> condition && condition.get("type") instanceof String type) {
                    byType.put(type, condition);
                }
            }
        }
        return new Conditions(Map.copyOf(byType));
    }

    boolean isTrue(String type) {
        return "True".equals(byType.getOrDefault(type, Map.of()).get("status"));
    }

    String reason(String type) {
        return byType.getOrDefault(type, Map.of()).get("reason") instanceof String reason ? reason : "unknown";
    }

    /** Whether the controller has looked at a generation of the policy, or a later one. */
    boolean isOf(long generation) {
        return byType.getOrDefault("Accepted", Map.of()).get("observedGeneration") instanceof Long observed
                && observed >= generation;
    }
}
