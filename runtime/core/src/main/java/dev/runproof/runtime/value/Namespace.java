package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.regex.Pattern;

/**
 * The name of a Kubernetes namespace: a DNS label of RFC 1123, at most 63 characters.
 *
 * @param name the name, such as {@code shop}
 */
@RunbookType(
        name = "namespace",
        pattern = Namespace.PATTERN,
        maxLength = Namespace.MAX_LENGTH,
        label = "namespace",
        falcoField = "k8s.ns.name")
public record Namespace(String name) {

    static final String PATTERN = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    static final int MAX_LENGTH = 63;
    private static final Pattern DNS_LABEL = Pattern.compile(PATTERN);

    /**
     * Takes a name that is known to be one.
     *
     * @throws InvalidValueException if it is not
     */
    public Namespace {
        if (name.length() > MAX_LENGTH || !DNS_LABEL.matcher(name).matches()) {
            throw new InvalidValueException(
                    "a namespace is 1 to 63 of a-z, 0-9 and -, and neither begins nor ends with -");
        }
    }

    /**
     * Reads a namespace.
     *
     * @param text the name, without spaces around it
     * @return the namespace
     * @throws InvalidValueException if the text is not a DNS label
     */
    public static Namespace parse(String text) {
        return new Namespace(text);
    }

    @Override
    public String toString() {
        return name;
    }
}
