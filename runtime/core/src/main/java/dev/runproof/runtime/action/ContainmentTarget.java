package dev.runproof.runtime.action;

import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpRange;
import dev.runproof.runtime.value.Namespace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** What an action contains, and what the checks beside it look at. */
public sealed interface ContainmentTarget {

    /** A canonical text that no other target has, such as {@code ip/shop/203.0.113.7}. */
    String key();

    /**
     * Reads a key.
     *
     * @return the target, or empty if no target that is known here has that key
     */
    static Optional<ContainmentTarget> of(String key) {
        String[] parts = key.split("/", -1);
        try {
            if (parts.length == 3 && Address.PREFIX.equals(parts[0] + "/")) {
                return Optional.of(new Address(IpAddress.parse(parts[2]), new Namespace(parts[1])));
            }
            if (parts.length == 4 && Range.PREFIX.equals(parts[0] + "/")) {
                return Optional.of(new Range(IpRange.parse(parts[2] + "/" + parts[3]), new Namespace(parts[1])));
            }
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The namespace that it is in. */
    Namespace namespace();

    /**
     * The key in names of objects, where it would be too long or has characters that a name may not have: the first 32
     * hexadecimal digits of its SHA-256. Half of that would be too short: who chooses addresses at will must not find
     * two that share a name, for the second of them could then not be contained.
     */
    default String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Addresses outside the cluster, as the pods of a namespace see them. */
    sealed interface Network extends ContainmentTarget {

        /** The addresses. */
        Cidr range();
    }

    /**
     * An address outside the cluster, as the pods of a namespace see it.
     *
     * @param address the address
     * @param namespace the namespace
     */
    record Address(IpAddress address, Namespace namespace) implements Network {

        private static final String PREFIX = "ip/";

        @Override
        public String key() {
            return PREFIX + namespace + "/" + address;
        }

        @Override
        public Cidr range() {
            return Cidr.of(address);
        }
    }

    /**
     * A range of addresses outside the cluster, as the pods of a namespace see them.
     *
     * @param of the range
     * @param namespace the namespace
     */
    record Range(IpRange of, Namespace namespace) implements Network {

        private static final String PREFIX = "range/";

        @Override
        public String key() {
            return PREFIX + namespace + "/" + of;
        }

        @Override
        public Cidr range() {
            return of.cidr();
        }
    }
}
