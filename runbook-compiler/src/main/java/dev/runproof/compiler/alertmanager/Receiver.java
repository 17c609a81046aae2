package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.model.Located;
import java.util.List;

/**
 * Who is told.
 *
 * @param name its name
 * @param integrations how; none if it is silent on purpose
 */
public record Receiver(Located<String> name, List<Integration> integrations) {

    /** Takes the list as it is now. */
    public Receiver {
        integrations = List.copyOf(integrations);
    }
}
