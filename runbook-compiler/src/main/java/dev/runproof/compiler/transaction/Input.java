package dev.runproof.compiler.transaction;

import dev.runproof.compiler.index.TypeEntry;
import dev.runproof.compiler.source.Span;
import java.util.Optional;

/**
 * An input of a transaction.
 *
 * @param name its name: lower case words joined by hyphens, at most 63 characters
 * @param span where its name stands
 * @param type its type
 * @param label the alert label that carries it; the type's usual one unless the block names another
 * @param falcoField the field of a Falco event that carries it; likewise
 * @param defaultText the text that is taken where there is none; empty if the input is required
 */
public record Input(
        String name, Span span, TypeEntry type, String label, String falcoField, Optional<String> defaultText) {}
