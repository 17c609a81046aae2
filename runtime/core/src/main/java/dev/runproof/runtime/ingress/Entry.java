package dev.runproof.runtime.ingress;

import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of a list of sources.
 *
 * @param text as it stands there, without spaces around it
 * @param range what it means
 */
record Entry(String text, Cidr range) {

    private static final Pattern FORM = Pattern.compile("([^/]+)(?:/([0-9]{1,3}))?");

    /** What Go takes for space, U+00A0 and U+0085 too; Java's own idea of it has U+001C to U+001F, and not these two. */
    private static final Pattern SPACE = Pattern.compile("\\p{IsWhite_Space}");

    /** Reads one: an address, or any address of a range with the length of the range. Empty if it is none. */
    static Optional<Entry> of(String part) {
        String text = strip(part);
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            var address = IpAddress.parse(parts.group(1));
            return Optional.of(new Entry(
                    text,
                    parts.group(2) == null
                            ? Cidr.of(address)
                            : Cidr.containing(address, Integer.parseInt(parts.group(2)))));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private static String strip(String part) {
        int from = 0;
        int to = part.length();
        Matcher space = SPACE.matcher(part);
        while (from < to && space.region(from, from + 1).matches()) {
            from++;
        }
        while (to > from && space.region(to - 1, to).matches()) {
            to--;
        }
        return part.substring(from, to);
    }
}
