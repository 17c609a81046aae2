package dev.runproof.runtime.check;

import dev.runproof.runtime.value.IpAddress;
import java.util.Set;

/** Finds the addresses of host names. Thread-safe. */
@FunctionalInterface
public interface HostNames {

    /**
     * Looks a name up.
     *
     * @param name such as {@code lb.example.com}
     * @return its addresses now; empty if it has none, or that cannot be found out
     */
    Set<IpAddress> addresses(String name);
}
