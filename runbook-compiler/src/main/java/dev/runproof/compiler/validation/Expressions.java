package dev.runproof.compiler.validation;

import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.source.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The expressions of alerts, by the alert's name. Hashes are made when they are asked for, each once. Thread-safe. */
public final class Expressions {

    private final Map<String, List<Alert>> byName;
    private final Map<String, String> hashes = new ConcurrentHashMap<>();

    private Expressions(Map<String, List<Alert>> byName) {
        this.byName = byName;
    }

    /** Those of some alerts. */
    public static Expressions of(List<Alert> alerts) {
        Map<String, List<Alert>> byName = new HashMap<>();
        for (Alert alert : alerts) {
            byName.computeIfAbsent(alert.name().value(), name -> new ArrayList<>())
                    .add(alert);
        }
        return new Expressions(byName);
    }

    /** The hash of all expressions under one name, of whatever rules and in whatever order; nothing if no alert has it. */
    public Optional<String> hashOf(String name) {
        return Optional.ofNullable(byName.get(name)).map(alerts -> hashes.computeIfAbsent(name, key -> hash(alerts)));
    }

    private static String hash(List<Alert> alerts) {
        return Sha256.of(alerts.stream()
                .map(ExpressionText::of)
                .distinct()
                .sorted()
                .map(text -> text + "\n")
                .collect(Collectors.joining()));
    }
}
