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

    /** Reads one: an address, or any address of a range with the length of the range. Empty if it is none. */
    static Optional<Entry> of(String part) {
        String text = part.strip();
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
}
