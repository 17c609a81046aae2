package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.Optional;

/**
 * A Deployment, such as {@code shop/web}, and with its UID this one and no later one of its name.
 *
 * @param namespace the namespace that it is in
 * @param name its name
 * @param uid its UID; empty as long as nobody has looked
 */
@RunbookType(
        name = "deployment",
        pattern = ObjectName.PATTERN,
        maxLength = ObjectName.MAX_LENGTH,
        label = "namespace/deployment")
public record DeploymentRef(Namespace namespace, String name, Optional<String> uid) implements NamedObject {

    /**
     * Takes the parts.
     *
     * @throws InvalidValueException if they are not those of an object
     */
    public DeploymentRef {
        ObjectName.parse(namespace + "/" + name + uid.map(text -> "/" + text).orElse(""), "deployment");
    }

    /**
     * Reads a deployment.
     *
     * @param text such as {@code shop/web}
     * @return the deployment
     * @throws InvalidValueException if the text is none
     */
    public static DeploymentRef parse(String text) {
        var parts = ObjectName.parse(text, "deployment");
        return new DeploymentRef(parts.namespace(), parts.name(), parts.uid());
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return ObjectName.text(this);
    }
}
