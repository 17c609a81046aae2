package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Some IP addresses, at least one and at most 256, of either version: each once, in order, so that the same
 * addresses have one text only.
 *
 * @param all the addresses, by version, then by number
 */
@RunbookType(
        name = "ip-addresses",
        pattern = IpAddresses.PATTERN,
        maxLength = IpAddresses.MAX_LENGTH,
        label = "source_ips")
public record IpAddresses(List<IpAddress> all) {

    /** How many addresses there may be, and how many a text may name, counting those that it names again. */
    public static final int MAX_COUNT = 256;

    static final int MAX_LENGTH = MAX_COUNT * (IpAddress.MAX_LENGTH + 1);

    /** The characters between addresses, in a class of a regular expression. */
    static final String SEPARATORS = ", \\t\\r\\n";

    private static final String SPACE = "[ \\t\\r\\n]";
    private static final String SEPARATOR = SPACE + "*," + SPACE + "*|" + SPACE + "+";

    /**
     * The look ahead takes an address whole or not at all: an IPv6 address matches in many ways, and those of a long list
     * must not be tried with each other.
     */
    static final String PATTERN = "(?![" + SEPARATORS + "])(?:(?:^|" + SEPARATOR + ")(?=(" + IpAddress.PATTERN + ")(?:["
            + SEPARATORS + "]|$))\\1){1," + MAX_COUNT + "}";

    private static final Pattern BETWEEN = Pattern.compile(SEPARATOR);

    /**
     * Takes addresses, in any order, sorts them, and leaves out what is there twice.
     *
     * @throws InvalidValueException if there are none or too many
     */
    public IpAddresses {
        if (all.isEmpty() || all.size() > MAX_COUNT) {
            throw new InvalidValueException("a list has 1 to " + MAX_COUNT + " IP addresses, not " + all.size());
        }
        all = all.stream().sorted().distinct().toList();
    }

    /**
     * Reads a list.
     *
     * @param text {@linkplain IpAddress#parse(String) addresses} with one comma or white space (blanks, tabs and ends of
     *     lines) or both between them, and nothing around them
     * @return the addresses
     * @throws InvalidValueException if the text is none; the message says which of its entries is wrong
     */
    public static IpAddresses parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidValueException("a list of IP addresses has at most " + MAX_LENGTH + " characters");
        }
        String[] entries = BETWEEN.split(text, -1);
        if (entries.length > MAX_COUNT) {
            throw new InvalidValueException("a list names at most " + MAX_COUNT + " IP addresses");
        }
        var addresses = new ArrayList<IpAddress>();
        for (String entry : entries) {
            try {
                addresses.add(IpAddress.parse(entry));
            } catch (InvalidValueException e) {
                throw new InvalidValueException("entry " + (addresses.size() + 1) + ": " + e.getMessage());
            }
        }
        return new IpAddresses(addresses);
    }

    /** The canonical text: the canonical texts of the addresses with commas between them. */
    @Override
    public String toString() {
        return all.stream().map(IpAddress::toString).collect(Collectors.joining(","));
    }
}
