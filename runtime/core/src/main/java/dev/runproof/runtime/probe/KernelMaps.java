package dev.runproof.runtime.probe;

import java.util.List;
import java.util.Optional;

/** The maps in the kernel that Cilium pins, for reading. Thread-safe. */
interface KernelMaps {

    /**
     * Looks a key up, as the kernel does: in a map of prefixes the longest that matches is found.
     *
     * @return the value, or empty if there is none
     * @throws UnreadableMapException if there is no such map, or it cannot be read
     */
    Optional<byte[]> lookup(String map, byte[] key);

    /**
     * Looks some keys up, each as if by itself.
     *
     * @return the value of each key, in their order
     * @throws UnreadableMapException if there is no such map, or it cannot be read
     */
    default List<Optional<byte[]>> lookup(String map, List<byte[]> keys) {
        return keys.stream().map(key -> lookup(map, key)).toList();
    }

    /**
     * Reads all of a map.
     *
     * @throws UnreadableMapException if there is no such map, or it cannot be read
     */
    List<MapEntry> dump(String map);
}
