package dev.runproof.runtime.check;

import dev.runproof.runtime.value.IpAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Host names with the addresses that they have had of late beside those that they have now: a load balancer whose name moves to
 * other addresses serves under the old ones for a while, and one whose name cannot be looked up for a moment is still there. For a
 * process that stays. Thread-safe.
 *
 * <p>It keeps the names that were asked for last, at most {@value #MOST_NAMES}, with their
 * addresses of now and at most {@value #MOST_ADDRESSES} in all.
 */
public final class RememberedHostNames implements HostNames {

    static final int MOST_NAMES = 1000;
    static final int MOST_ADDRESSES = 256;

    private final HostNames names;
    private final long fresh;
    private final long longest;
    private final LongSupplier nanos;
    private final Map<String, Memory> memories = new LinkedHashMap<>(16, 0.75f, true);

    /** What is known of a name: when it was looked up, and when each address was seen. */
    private record Memory(long lookedUpAt, Map<IpAddress, Long> seen) {}

    /**
     * Remembers nothing yet.
     *
     * @param names looks names up
     * @param fresh how long what was found is used without looking again
     * @param longest how long an address counts after it was seen last; longer than {@code fresh}
     * @param nanos a monotonic clock in nanoseconds, of any origin
     * @throws IllegalArgumentException if addresses would be forgotten before names are looked up again
     */
    public RememberedHostNames(HostNames names, Duration fresh, Duration longest, LongSupplier nanos) {
        if (longest.compareTo(fresh) <= 0) {
            throw new IllegalArgumentException("an address counts for longer than it is fresh");
        }
        this.names = names;
        this.fresh = fresh.toNanos();
        this.longest = longest.toNanos();
        this.nanos = nanos;
    }

    @Override
    public Set<IpAddress> addresses(String name) {
        synchronized (memories) {
            Memory memory = memories.get(name);
            if (memory != null && nanos.getAsLong() - memory.lookedUpAt() < fresh) {
                return Set.copyOf(memory.seen().keySet());
            }
        }
        // Not while others wait: it may take seconds.
        Set<IpAddress> now = names.addresses(name);
        synchronized (memories) {
            return remember(name, now);
        }
    }

    private Set<IpAddress> remember(String name, Set<IpAddress> found) {
        long now = nanos.getAsLong();
        Memory memory = memories.get(name);
        Map<IpAddress, Long> seen = memory == null ? new HashMap<>() : new HashMap<>(memory.seen());
        found.forEach(address -> seen.put(address, now));
        seen.values().removeIf(at -> now - at > longest);
        seen.entrySet().stream()
                // Times of a clock of any origin are compared by their distance.
                .sorted(Comparator.comparingLong(entry -> now - entry.getValue()))
                .skip(Math.max(MOST_ADDRESSES, found.size()))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(seen::remove);
        memories.remove(name);
        // A name without any address is looked up again at once.
        if (!seen.isEmpty()) {
            memories.put(name, new Memory(now, Map.copyOf(seen)));
        }
        if (memories.size() > MOST_NAMES) {
            memories.remove(memories.keySet().iterator().next());
        }
        return Set.copyOf(seen.keySet());
    }
}
