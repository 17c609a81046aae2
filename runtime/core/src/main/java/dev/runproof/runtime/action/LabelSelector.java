package dev.runproof.runtime.action;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A selector of Kubernetes over labels.
 *
 * @param labels what labels have to say
 * @param expressions the expressions beside them, as {@code matchExpressions} has them
 */
record LabelSelector(Map<String, Object> labels, List<Object> expressions) {

    /** The selector of a Service, which is labels alone. */
    static LabelSelector ofLabels(Map<String, Object> labels) {
        return new LabelSelector(labels, List.of());
    }

    /** A selector with {@code matchLabels} and {@code matchExpressions}. */
    @SuppressWarnings("unchecked") // a KubernetesObject has maps with text keys only
    static LabelSelector of(Map<String, Object> selector) {
        return new LabelSelector(
                selector.get("matchLabels") instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of(),
                selector.get("matchExpressions") instanceof List<?> list ? List.copyOf(list) : List.of());
    }

    boolean isEmpty() {
        return labels.isEmpty() && expressions.isEmpty();
    }

    /** Whether it selects what has some labels; an expression that is not understood may. */
    boolean mayMatch(Map<String, Object> of) {
        return labels.entrySet().stream().allMatch(label -> Objects.equals(of.get(label.getKey()), label.getValue()))
                && expressions.stream().allMatch(expression -> mayHold(expression, of));
    }

    private static boolean mayHold(Object expression, Map<String, Object> of) {
        if (!(expression instanceof Map<?, ?> map) || !(map.get("key") instanceof String key)) {
            return true;
        }
        @Nullable Object value = of.get(key);
        List<?> values = map.get("values") instanceof List<?> list ? list : List.of();
        return switch (String.valueOf(map.get("operator"))) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> true;
        };
    }

    /** The keys that it looks at. */
    Set<String> keys() {
        var keys = new HashSet<>(labels.keySet());
        for (Object expression : expressions) {
            if (expression instanceof Map<?, ?> map && map.get("key") instanceof String key) {
                keys.add(key);
            }
        }
        return keys;
    }
}
