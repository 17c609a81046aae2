package dev.runproof.runtime.probe;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a map in the kernel.
 *
 * @param key the bytes of the key; not to be changed
 * @param value the bytes of the value; not to be changed
 */
record MapEntry(byte[] key, byte[] value) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MapEntry entry && Arrays.equals(entry.key, key) && Arrays.equals(entry.value, value);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
    }
}
