package dev.runproof.executor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of the names that there are somebody may have meant. */
final class Suggestion {

    private Suggestion() {}

    /** A sentence with the nearest name, if one is near, and one with all names. */
    static String of(String name, Collection<String> names) {
        String suggestion =
                nearest(name, names).map(near -> " Did you mean " + near + "?").orElse("");
        return suggestion + " There are: " + String.join(", ", names);
    }

    private static Optional<String> nearest(String name, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(other -> distance(name, other)))
                .filter(near -> distance(name, near) <= Math.max(2, near.length() / 3));
    }

    /** Levenshtein's distance. */
    private static int distance(String one, String other) {
        List<Integer> previous = new ArrayList<>();
        for (int j = 0; j <= other.length(); j++) {
            previous.add(j);
        }
        for (int i = 1; i <= one.length(); i++) {
            List<Integer> row = new ArrayList<>();
            row.add(i);
            for (int j = 1; j <= other.length(); j++) {
                int changed = previous.get(j - 1) + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row.add(Math.min(changed, Math.min(previous.get(j), row.get(j - 1)) + 1));
            }
            previous = row;
        }
        return previous.get(other.length());
    }
}
