package dev.runproof.runtime.transaction;

import java.util.Optional;

/**
 * An input of a transaction.
 *
 * @param name the name in the runbook
 * @param type the name of its value type, such as {@code ip}
 * @param label the alert label that carries it
 * @param falcoField the field of a Falco event that carries it
 * @param defaultText the text that is taken where there is none; empty if the input is required
 */
public record InputDeclaration(
        String name, String type, String label, String falcoField, Optional<String> defaultText) {}
