package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import java.util.Optional;

/** How much an alert matters, which may decide how much a finding about it does. */
final class AlertSeverity {

    /** By the convention of Prometheus and Alertmanager. */
    private static final String LABEL = "severity";

    private AlertSeverity() {}

    /** Its label as it is written; nothing if it has none. */
    static Optional<String> of(Alert alert) {
        return Optional.ofNullable(alert.labels().get(LABEL)).map(Located::value);
    }
}
