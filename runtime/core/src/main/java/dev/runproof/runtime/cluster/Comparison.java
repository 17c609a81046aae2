package dev.runproof.runtime.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares an object with what was written, and looks up who has written what differs. Used once. */
final class Comparison {

    private static final int LONGEST_PATH = 512;
    private static final int LONGEST_VALUE = 256;
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]{1,63}");
    private static final Comparator<FieldOwner> BY_TIME =
            Comparator.comparing(owner -> owner.time().orElse(Instant.MIN));

    private final KubernetesObject found;
    private final List<Difference> differences = new ArrayList<>();

    Comparison(KubernetesObject found) {
        this.found = found;
    }

    List<Difference> with(KubernetesObject written) {
        var owners = FieldOwner.of(found);
        for (String part : List.of("annotations", "labels")) {
            var partOwners = FieldOwner.at(part, FieldOwner.at("metadata", owners));
            var is = found.map("metadata", part);
            for (String key : new TreeSet<>(written.map("metadata", part).keySet())) {
                compare(
                        "metadata." + part + step(key),
                        written.map("metadata", part).get(key),
                        is.get(key),
                        FieldOwner.at(key, partOwners));
            }
        }
        compare("", written.statement(), found.statement(), owners);
        return List.copyOf(differences);
    }

    List<Difference> at(List<String> path, Optional<?> written) {
        var owners = FieldOwner.of(found);
        var text = new StringBuilder();
        for (String key : path) {
            owners = FieldOwner.at(key, owners);
            text.append(step(key));
        }
        compare(
                text.toString(),
                written.orElse(null),
                found.at(path.toArray(String[]::new)).orElse(null),
                owners);
        return List.copyOf(differences);
    }

    private void compare(String path, @Nullable Object written, @Nullable Object is, List<FieldOwner> owners) {
        if (written instanceof Map<?, ?> one && is instanceof Map<?, ?> other) {
            var keys = new TreeSet<String>();
            one.keySet().forEach(key -> keys.add((String) key));
            other.keySet().forEach(key -> keys.add((String) key));
            keys.forEach(key -> compare(path + step(key), one.get(key), other.get(key), FieldOwner.at(key, owners)));
        } else if (written instanceof List<?> one && is instanceof List<?> other) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                Object element = i < other.size() ? other.get(i) : null;
                compare(
                        path + "[" + i + "]",
                        i < one.size() ? one.get(i) : null,
                        element,
                        element == null ? List.of() : FieldOwner.atElement(i, element, owners));
            }
        } else if (written == null ? is != null : !written.equals(is)) {
            Optional<FieldOwner> last =
                    is == null ? Optional.empty() : owners.stream().max(BY_TIME);
            differences.add(new Difference(
                    cut(LONGEST_PATH, path.startsWith(".") ? path.substring(1) : path),
                    text(written),
                    text(is),
                    last.map(owner -> cut(LONGEST_VALUE, unquoted(Json.visibleText(owner.manager())))),
                    last.flatMap(FieldOwner::time)));
        }
    }

    private static String step(String key) {
        return PLAIN_KEY.matcher(key).matches() ? "." + key : "[" + Json.visibleText(key) + "]";
    }

    private static Optional<String> text(@Nullable Object value) {
        return value == null ? Optional.empty() : Optional.of(cut(LONGEST_VALUE, Json.visibleText(value)));
    }

    private static String unquoted(String json) {
        return json.substring(1, json.length() - 1);
    }

    /** The text, or its beginning with an ellipsis; never half of a character. */
    private static String cut(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "\u2026";
    }
}
