package dev.runproof.compiler.label;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether series carry a label. Immutable.
 *
 * <p>For Prometheus a label with the empty text as its value is the same as none, and here as well: no value is empty.
 */
public sealed interface Presence {

    /**
     * Each series carries it.
     *
     * @param values all values that it may have, at least one, if they are known; empty if it may have any
     */
    record Certain(Optional<SortedSet<String>> values) implements Presence {

        /** Takes the values as they are now. */
        public Certain {
            values = values.map(Presence::copy);
        }
    }

    /**
     * A series may carry it, and another one not.
     *
     * @param values all values that it may have, at least one, if they are known; empty if it may have any
     */
    record Possible(Optional<SortedSet<String>> values) implements Presence {

        /** Takes the values as they are now. */
        public Possible {
            values = values.map(Presence::copy);
        }
    }

    /**
     * No series carries it.
     *
     * @param causes why; at least one, and several where series come from several parts, as with {@code or}; of very many
     *     the first ones
     */
    record Never(List<Cause> causes) implements Presence {

        /** Takes the list as it is now. */
        public Never {
            causes = List.copyOf(causes);
        }
    }

    private static SortedSet<String> copy(SortedSet<String> values) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }
}
