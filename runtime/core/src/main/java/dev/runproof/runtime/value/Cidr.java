package dev.runproof.runtime.value;

import java.util.regex.Pattern;

/**
 * A range of IP addresses that have their first bits in common, written as in {@code 203.0.113.0/24}.
 *
 * @param first the first address of the range, whose other bits are zero
 * @param length how many bits are in common
 */
public record Cidr(IpAddress first, int length) {

    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    /**
     * Takes a range that is known to be one.
     *
     * @throws InvalidValueException if the length is not one of the address, or one of the other bits is set
     */
    public Cidr {
        if (length < 0 || length > first.bits()) {
            throw new InvalidValueException("the prefix length of this range is between 0 and " + first.bits());
        }
        if (!first.isZeroAfter(length)) {
            throw new InvalidValueException(
                    "a range begins with its first address: the bits after the first " + length + " are zero");
        }
    }

    /**
     * Reads a range.
     *
     * @param text an {@linkplain IpAddress#parse(String) address}, a slash, and a decimal length without leading zeros
     * @return the range
     * @throws InvalidValueException if the text is none
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new InvalidValueException(
                    "a range of IP addresses is written with a prefix length, as 203.0.113.0/24");
        }
        String length = text.substring(slash + 1);
        if (!LENGTH.matcher(length).matches()) {
            throw new InvalidValueException("a prefix length is a decimal number without sign and leading zeros");
        }
        return new Cidr(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(length));
    }

    /** The range with one address alone. */
    public static Cidr of(IpAddress address) {
        return new Cidr(address, address.bits());
    }

    /**
     * The range of a length that an address is in.
     *
     * @throws InvalidValueException if the length is not one of the address
     */
    public static Cidr containing(IpAddress address, int length) {
        return new Cidr(address.withoutBitsAfter(length), length);
    }

    /** Whether an address is in the range. No address is in a range of the other version. */
    public boolean contains(IpAddress address) {
        return first.sharesPrefix(address, length);
    }

    /** Whether it has one address alone. */
    public boolean isSingle() {
        return length == first.bits();
    }

    /** Whether an address is in both. */
    public boolean overlaps(Cidr other) {
        return length <= other.length ? contains(other.first) : other.contains(first);
    }

    /**
     * Whether any of its addresses can be no host on the other side of a network: unspecified, loopback, link-local,
     * multicast, reserved, for benchmarking or protocols; or stands for an IPv4 address (NAT64, 6to4, Teredo).
     *
     * <p>The ranges for documentation, such as {@code 203.0.113.0/24}, are not among them, although no host has such an
     * address either: examples, tests and exercises use them as what they stand for. Nor are private addresses, which
     * are hosts of somebody.
     */
    public boolean isSpecialUse() {
        return SpecialUse.overlaps(this);
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return first + "/" + length;
    }
}
