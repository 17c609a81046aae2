package dev.runproof.compiler.site;

import java.util.List;
import java.util.Optional;

/**
 * An alert rule.
 *
 * @param name its name
 * @param severity its severity
 * @param labels its other labels, as {@code name=value}
 * @param expression its expression
 * @param place where the rule stands: file and line
 */
public record AlertCard(String name, Optional<String> severity, List<String> labels, String expression, String place) {

    /** Takes the list as it is now. */
    public AlertCard {
        labels = List.copyOf(labels);
    }
}
