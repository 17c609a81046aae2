package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.Optional;

/**
 * A pod, such as {@code shop/web-0}, and with its UID this one and no successor of its name.
 *
 * @param namespace the namespace that it is in
 * @param name its name
 * @param uid its UID; empty as long as nobody has looked
 */
@RunbookType(
        name = "pod",
        pattern = ObjectName.PATTERN,
        maxLength = ObjectName.MAX_LENGTH,
        label = "namespace/pod",
        falcoField = "k8s.ns.name/k8s.pod.name")
public record PodRef(Namespace namespace, String name, Optional<String> uid) implements NamedObject {

    /**
     * Takes the parts.
     *
     * @throws InvalidValueException if they are not those of an object
     */
    public PodRef {
        ObjectName.parse(namespace + "/" + name + uid.map(text -> "/" + text).orElse(""), "pod");
    }

    /**
     * Reads a pod.
     *
     * @param text such as {@code shop/web-0}
     * @return the pod
     * @throws InvalidValueException if the text is none
     */
    public static PodRef parse(String text) {
        var parts = ObjectName.parse(text, "pod");
        return new PodRef(parts.namespace(), parts.name(), parts.uid());
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return ObjectName.text(this);
    }
}
