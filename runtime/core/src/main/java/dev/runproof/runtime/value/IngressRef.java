package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.Optional;

/**
 * An Ingress, such as {@code shop/web}, and with its UID this one and no later one of its name.
 *
 * @param namespace the namespace that it is in
 * @param name its name
 * @param uid its UID; empty as long as nobody has looked
 */
@RunbookType(
        name = "ingress",
        pattern = ObjectName.PATTERN,
        maxLength = ObjectName.MAX_LENGTH,
        label = "namespace/ingress")
public record IngressRef(Namespace namespace, String name, Optional<String> uid) implements NamedObject {

    private static final String WHAT = "name of an Ingress";

    /**
     * Takes the parts.
     *
     * @throws InvalidValueException if they are not those of an object
     */
    public IngressRef {
        ObjectName.parse(namespace + "/" + name + uid.map(text -> "/" + text).orElse(""), WHAT);
    }

    /**
     * Reads an Ingress.
     *
     * @param text such as {@code shop/web}
     * @return the Ingress
     * @throws InvalidValueException if the text is none
     */
    public static IngressRef parse(String text) {
        var parts = ObjectName.parse(text, WHAT);
        return new IngressRef(parts.namespace(), parts.name(), parts.uid());
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return ObjectName.text(this);
    }
}
