package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;

/**
 * A range of IP addresses that somebody may want to block whole: at most 256 of IPv4 ({@code /24} to {@code /31}) or one site
 * of IPv6 ({@code /48} to {@code /127}). One address alone is an {@link IpAddress}, and nothing wider is a source.
 *
 * @param cidr the range
 */
@RunbookType(
        name = "ip-range",
        pattern = IpRange.PATTERN,
        maxLength = IpRange.MAX_LENGTH,
        label = "source_range",
        falcoField = "fd.cnet")
public record IpRange(Cidr cidr) {

    static final String PATTERN = "(?:" + IpAddress.IPV4 + "/(?:2[4-9]|3[01])|" + IpAddress.IPV6
            + "/(?:4[89]|[5-9][0-9]|1[01][0-9]|12[0-7]))";
    static final int MAX_LENGTH = IpAddress.MAX_LENGTH + 4;

    private static final int WIDEST_IPV4 = 24;
    private static final int WIDEST_IPV6 = 48;

    /**
     * Takes a range.
     *
     * @throws InvalidValueException if it is wider, or one address
     */
    public IpRange {
        int widest = cidr.first().isV6() ? WIDEST_IPV6 : WIDEST_IPV4;
        if (cidr.length() < widest || cidr.isSingle()) {
            throw new InvalidValueException("a range that can be blocked is between /" + WIDEST_IPV4
                    + " and /31 of IPv4," + " or /" + WIDEST_IPV6 + " and /127 of IPv6");
        }
    }

    /**
     * Reads a range.
     *
     * @param text as {@link Cidr#parse(String)} takes it
     * @return the range
     * @throws InvalidValueException if the text is none, or it is wider, or one address
     */
    public static IpRange parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidValueException("a range of IP addresses has at most " + MAX_LENGTH + " characters");
        }
        return new IpRange(Cidr.parse(text));
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return cidr.toString();
    }
}
