package dev.runproof.runtime.probe;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** An entry of a map in the kernel. Immutable. */
final class MapEntry {

    private final byte[] key;
    private final byte[] value;

    MapEntry(byte[] key, byte[] value) {
        this.key = key.clone();
        this.value = value.clone();
    }

    /** The bytes of the key; a copy. */
    byte[] key() {
        return key.clone();
    }

    /** The bytes of the value; a copy. */
    byte[] value() {
        return value.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MapEntry entry && Arrays.equals(entry.key, key) && Arrays.equals(entry.value, value);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(key) + ": " + HexFormat.of().formatHex(value);
    }
}
