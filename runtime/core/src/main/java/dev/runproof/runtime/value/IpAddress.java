package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One IP address, of version 4 or 6, that has one spelling only: what it is compared with, logged and written as cannot
 * differ from what it means.
 *
 * <p>Names are never resolved. IPv6 addresses that stand for IPv4 ones ({@code ::ffff:0:0/96}, {@code ::/96}) are
 * refused: a policy about them would not match the packets. Sources: RFC 4291 (text of IPv6), RFC 5952 (its canonical
 * form), RFC 6943 section 3.1.1 (why loose forms of IPv4 are dangerous).
 */
@RunbookType(
        name = "ip",
        pattern = IpAddress.PATTERN,
        maxLength = IpAddress.MAX_LENGTH,
        label = "source_ip",
        falcoField = "fd.rip")
public final class IpAddress implements Comparable<IpAddress> {

    static final int MAX_LENGTH = 39;

    /** The end of an address: of itself, before the length of a range, or in a list. */
    private static final String END = "(?:$|[/" + IpAddresses.SEPARATORS + "])";

    private static final String H = "[0-9a-fA-F]{1,4}";
    private static final String IPV4_NUMBER = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    static final String IPV4 = "(?:" + IPV4_NUMBER + "\\.){3}" + IPV4_NUMBER;
    private static final String IPV6_TEXT = "(?:(?:" + H + ":){7}" + H
            + "|(?:" + H + ":){1,7}:"
            + "|(?:" + H + ":){1,6}:" + H
            + "|(?:" + H + ":){1,5}(?::" + H + "){1,2}"
            + "|(?:" + H + ":){1,4}(?::" + H + "){1,3}"
            + "|(?:" + H + ":){1,3}(?::" + H + "){1,4}"
            + "|(?:" + H + ":){1,2}(?::" + H + "){1,5}"
            + "|" + H + ":(?::" + H + "){1,6}"
            + "|:(?:(?::" + H + "){1,7}|:))";
    /** Zeros, then at most {@code ffff} and two groups; or the same with the gap among the last groups. */
    private static final String IPV4_IN_IPV6 = "[0:]*:(?:[fF]{4}:)?(?:" + H + ":)?" + H + END
            + "|(?:0{1,4}:){5}[fF]{4}:(?::|" + H + "::|:" + H + ")" + END
            + "|(?:0{1,4}:){6}" + H + "::" + END;
    /** The addresses {@code ::} and {@code ::1}, which are not IPv4 ones although they begin like them. */
    private static final String ZERO_OR_ONE = "[0:]+1?" + END;

    static final String IPV6 = "(?:(?=" + ZERO_OR_ONE + ")|(?!" + IPV4_IN_IPV6 + "))" + IPV6_TEXT;

    static final String PATTERN = "(?:" + IPV4 + "|" + IPV6 + ")";

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int GROUPS = 8;

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads an address.
     *
     * @param text four decimal numbers without leading zeros, or an IPv6 address of hexadecimal groups, in any of the
     *     forms of RFC 4291 without a dotted IPv4 part; no zone, no prefix length, no spaces
     * @return the address
     * @throws InvalidValueException if the text is none
     */
    public static IpAddress parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidValueException("an IP address has at most " + MAX_LENGTH + " characters");
        }
        if (text.indexOf('/') >= 0) {
            throw new InvalidValueException("one IP address is wanted here, not a range with a /");
        }
        if (text.indexOf('%') >= 0) {
            throw new InvalidValueException("an IP address with a zone (%) means something on one machine only");
        }
        return text.indexOf(':') < 0 ? parseIpv4(text) : parseIpv6(text);
    }

    private static IpAddress parseIpv4(String text) {
        var numbers = text.split("\\.", -1);
        var bytes = new byte[IPV4_BYTES];
        if (numbers.length != IPV4_BYTES) {
            throw notIpv4();
        }
        for (int i = 0; i < IPV4_BYTES; i++) {
            bytes[i] = (byte) decimal(numbers[i]);
        }
        return new IpAddress(bytes);
    }

    private static int decimal(String number) {
        if (number.isEmpty() || number.length() > 3 || (number.length() > 1 && number.charAt(0) == '0')) {
            throw notIpv4();
        }
        int value = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw notIpv4();
            }
            value = value * 10 + digit;
        }
        if (value > 0xFF) {
            throw notIpv4();
        }
        return value;
    }

    private static IpAddress parseIpv6(String text) {
        if (text.indexOf('.') >= 0) {
            throw new InvalidValueException("an IPv6 address is written without dots, and an IPv4 address by itself");
        }
        var groups = new int[GROUPS];
        int gap = text.indexOf("::");
        if (gap < 0) {
            if (groups(text, groups) != GROUPS) {
                throw notIpv6();
            }
        } else {
            var after = new int[GROUPS];
            int countBefore = groups(text.substring(0, gap), groups);
            int countAfter = groups(text.substring(gap + 2), after);
            if (countBefore + countAfter >= GROUPS) {
                throw notIpv6();
            }
            System.arraycopy(after, 0, groups, GROUPS - countAfter, countAfter);
        }
        if (standsForIpv4(groups)) {
            throw new InvalidValueException("an IPv4 address is written by itself, not as an IPv6 address");
        }
        var bytes = new byte[IPV6_BYTES];
        for (int i = 0; i < GROUPS; i++) {
            bytes[2 * i] = (byte) (groups[i] >> 8);
            bytes[2 * i + 1] = (byte) groups[i];
        }
        return new IpAddress(bytes);
    }

    /** Reads groups joined by colons into an array, and counts them. */
    private static int groups(String text, int[] into) {
        if (text.isEmpty()) {
            return 0;
        }
        var groups = text.split(":", -1);
        if (groups.length > GROUPS) {
            throw notIpv6();
        }
        for (int i = 0; i < groups.length; i++) {
            into[i] = hexadecimal(groups[i]);
        }
        return groups.length;
    }

    private static int hexadecimal(String group) {
        if (group.isEmpty() || group.length() > 4) {
            throw notIpv6();
        }
        int value = 0;
        for (int i = 0; i < group.length(); i++) {
            char c = group.charAt(i);
            // Character.digit alone takes the digits of all scripts.
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw notIpv6();
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static boolean standsForIpv4(int[] groups) {
        for (int i = 0; i < 5; i++) {
            if (groups[i] != 0) {
                return false;
            }
        }
        boolean zeroOrOne = groups[6] == 0 && groups[7] <= 1;
        return groups[5] == 0xFFFF || (groups[5] == 0 && !zeroOrOne);
    }

    private static InvalidValueException notIpv4() {
        return new InvalidValueException("an IPv4 address is four decimal numbers from 0 to 255 without leading zeros,"
                + " such as 203.0.113.7, and an IPv6 address has colons");
    }

    private static InvalidValueException notIpv6() {
        return new InvalidValueException("an IPv6 address is eight groups of one to four hexadecimal digits, such as"
                + " 2001:db8:0:0:0:0:0:7, of which zeros can be left out once, as in 2001:db8::7");
    }

    /** Whether this is an address of version 6. */
    public boolean isV6() {
        return bytes.length == IPV6_BYTES;
    }

    /** The length of the address in bits, 32 or 128, which is also the prefix length of the range with it alone. */
    public int bits() {
        return bytes.length * Byte.SIZE;
    }

    /**
     * Whether the address can be no host on the other side of a network, by {@link Cidr#isSpecialUse()}.
     */
    public boolean isSpecialUse() {
        return SpecialUse.overlaps(Cidr.of(this));
    }

    /** The address as it is in packets, 4 or 16 bytes; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whether the first bits of both are the same, and their versions. */
    boolean sharesPrefix(IpAddress other, int length) {
        if (other.bytes.length != bytes.length) {
            return false;
        }
        int whole = length / Byte.SIZE;
        int rest = length % Byte.SIZE;
        return Arrays.equals(bytes, 0, whole, other.bytes, 0, whole)
                && (rest == 0 || (bytes[whole] ^ other.bytes[whole]) >> (Byte.SIZE - rest) == 0);
    }

    /** Whether all bits after the first ones are zero. */
    boolean isZeroAfter(int length) {
        for (int bit = length; bit < bits(); bit++) {
            if ((bytes[bit / Byte.SIZE] & 0x80 >> bit % Byte.SIZE) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The address with all bits after the first ones zero. */
    IpAddress withoutBitsAfter(int length) {
        byte[] first = bytes.clone();
        for (int bit = Math.max(0, length); bit < bits(); bit++) {
            first[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        return new IpAddress(first);
    }

    /** By version, then by number. */
    @Override
    public int compareTo(IpAddress other) {
        int byVersion = Integer.compare(bytes.length, other.bytes.length);
        return byVersion != 0 ? byVersion : Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress address && Arrays.equals(address.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The canonical text: four decimal numbers, or the form of RFC 5952. */
    @Override
    public String toString() {
        return isV6() ? ipv6Text() : ipv4Text();
    }

    private String ipv4Text() {
        return (bytes[0] & 0xFF) + "." + (bytes[1] & 0xFF) + "." + (bytes[2] & 0xFF) + "." + (bytes[3] & 0xFF);
    }

    /** Leaves out the longest run of two or more zero groups, of several the first. */
    private String ipv6Text() {
        int gap = GROUPS;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = 0;
            while (i + length < GROUPS && group(i + length) == 0) {
                length++;
            }
            if (length > gapLength) {
                gap = i;
                gapLength = length;
            }
        }
        return gap == GROUPS ? text(0, GROUPS) : text(0, gap) + "::" + text(gap + gapLength, GROUPS);
    }

    private String text(int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(group(i)));
        }
        return text.toString();
    }

    private int group(int index) {
        return (bytes[2 * index] & 0xFF) << 8 | (bytes[2 * index + 1] & 0xFF);
    }
}
