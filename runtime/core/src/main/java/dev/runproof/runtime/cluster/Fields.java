package dev.runproof.runtime.cluster;

import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a part of an object, which name themselves when they are not what they should be.
 *
 * @param path where the part is, such as {@code spec.effect}
 * @param fields the fields by their names
 */
public record Fields(String path, Map<String, Object> fields) {

    /** A field is missing or not what it should be. The message names it. */
    public static final class MalformedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }

    /** The names of all fields. */
    public List<String> names() {
        return List.copyOf(fields.keySet());
    }

    /** Whether there is a field of a name. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /**
     * A text.
     *
     * @throws MalformedException if it is none
     */
    public String text(String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name);
    }

    /** A text, or the empty one where there is none. */
    public String textOrNone(String name) {
        return has(name) ? text(name) : "";
    }

    /**
     * A whole number.
     *
     * @throws MalformedException if it is none
     */
    public long number(String name) {
        if (fields.get(name) instanceof Long number) {
            return number;
        }
        throw wrong(name);
    }

    /**
     * A text that is read as a value.
     *
     * @param parse throws {@link DateTimeException} or {@link IllegalArgumentException} for what is none
     * @throws MalformedException if it is none
     */
    public <T> T read(String name, Function<String, T> parse) {
        try {
            return parse.apply(text(name));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw wrong(name);
        }
    }

    /** A text that is read as a value, if it is there. */
    public <T> Optional<T> optional(String name, Function<String, T> parse) {
        return has(name) ? Optional.of(read(name, parse)) : Optional.empty();
    }

    /**
     * The fields below a field.
     *
     * @throws MalformedException if it has none
     */
    public Fields map(String name) {
        return of(path + "." + name, fields.get(name)).orElseThrow(() -> wrong(name));
    }

    /**
     * The elements of a list, each with fields.
     *
     * @throws MalformedException if it is no list of such
     */
    public List<Fields> list(String name) {
        if (fields.get(name) instanceof List<?> list) {
            return list.stream()
                    .map(element -> of(path + "." + name, element).orElseThrow(() -> wrong(name)))
                    .toList();
        }
        throw wrong(name);
    }

    /**
     * The elements of a list of texts.
     *
     * @throws MalformedException if it is no list of texts
     */
    public List<String> texts(String name) {
        if (fields.get(name) instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw wrong(name);
    }

    /** What to throw about a field. */
    public MalformedException wrong(String name) {
        return new MalformedException(path + "." + name + " is missing or not what it should be");
    }

    @SuppressWarnings("unchecked") // a KubernetesObject has maps with text keys only
    private static Optional<Fields> of(String path, @Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? Optional.of(new Fields(path, (Map<String, Object>) map))
                : Optional.empty();
    }
}
