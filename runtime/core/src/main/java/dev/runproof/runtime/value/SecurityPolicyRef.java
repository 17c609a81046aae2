package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.Optional;

/**
 * A SecurityPolicy of Envoy Gateway, such as {@code shop/sources}, and with its UID this one and no later one of its name.
 *
 * @param namespace the namespace that it is in
 * @param name its name
 * @param uid its UID; empty as long as nobody has looked
 */
@RunbookType(
        name = "security-policy",
        pattern = ObjectName.PATTERN,
        maxLength = ObjectName.MAX_LENGTH,
        label = "namespace/security-policy")
public record SecurityPolicyRef(Namespace namespace, String name, Optional<String> uid) implements NamedObject {

    private static final String WHAT = "name of a SecurityPolicy";

    /**
     * Takes the parts.
     *
     * @throws InvalidValueException if they are not those of an object
     */
    public SecurityPolicyRef {
        ObjectName.parse(namespace + "/" + name + uid.map(text -> "/" + text).orElse(""), WHAT);
    }

    /**
     * Reads a SecurityPolicy.
     *
     * @param text such as {@code shop/sources}
     * @return the SecurityPolicy
     * @throws InvalidValueException if the text is none
     */
    public static SecurityPolicyRef parse(String text) {
        var parts = ObjectName.parse(text, WHAT);
        return new SecurityPolicyRef(parts.namespace(), parts.name(), parts.uid());
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return ObjectName.text(this);
    }
}
