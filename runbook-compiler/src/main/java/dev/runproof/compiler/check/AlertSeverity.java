package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import java.util.Locale;
import java.util.Optional;

/** How much an alert matters, which may decide how much a finding about it does. */
public final class AlertSeverity {

    /** By the convention of Prometheus and Alertmanager. */
    private static final String LABEL = "severity";

    private AlertSeverity() {}

    /**
     * Its label as it is written; nothing if it has none. That of a rule of Falco is its priority, which Falco reads in any case,
     * in lower case and with its short name.
     */
    public static Optional<String> of(Alert alert) {
        return switch (alert.kind()) {
            case PROMETHEUS -> Optional.ofNullable(alert.labels().get(LABEL)).map(Located::value);
            case FALCO ->
                Optional.ofNullable(alert.labels().get("priority"))
                        .map(priority -> priority.value().toLowerCase(Locale.ROOT))
                        .map(priority -> priority.equals("informational") ? "info" : priority);
        };
    }
}
