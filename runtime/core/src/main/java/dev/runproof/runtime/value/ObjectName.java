package dev.runproof.runtime.value;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of the text of a {@link NamedObject}.
 *
 * @param namespace the namespace
 * @param name a DNS subdomain of RFC 1123
 * @param uid the UID; empty if there is none
 */
record ObjectName(Namespace namespace, String name, Optional<String> uid) {

    private static final String SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final String UID = "[0-9a-f]([-0-9a-f]{0,62}[0-9a-f])?";
    static final String PATTERN = Namespace.PATTERN + "/(?=[^/]{1,253}(/|$))" + SUBDOMAIN + "(/" + UID + ")?";
    static final int MAX_LENGTH = Namespace.MAX_LENGTH + 1 + 253 + 1 + 64;
    private static final Pattern FORM = Pattern.compile("(?<namespace>" + Namespace.PATTERN
            + ")/(?=[^/]{1,253}(/|$))(?<name>" + SUBDOMAIN + ")(/(?<uid>" + UID + "))?");

    static ObjectName parse(String text, String what) {
        Matcher parts = FORM.matcher(text);
        if (text.length() > MAX_LENGTH || !parts.matches()) {
            throw new InvalidValueException(
                    "a " + what + " is NAMESPACE/NAME, with its UID after another / where that is"
                            + " known: a name has 1 to 253 of a-z, 0-9, - and ., and each part between dots neither begins nor"
                            + " ends with -");
        }
        return new ObjectName(
                new Namespace(parts.group("namespace")), parts.group("name"), Optional.ofNullable(parts.group("uid")));
    }

    static String text(NamedObject object) {
        return object.namespace() + "/" + object.name()
                + object.uid().map(uid -> "/" + uid).orElse("");
    }
}
