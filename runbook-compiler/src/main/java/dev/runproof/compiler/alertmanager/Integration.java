package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.source.Span;

/**
 * A way in which a receiver tells somebody.
 *
 * @param key its key, such as {@code slack_configs}
 * @param name what people call it; the key if we do not know it
 * @param span where it is written
 * @param message what it sends
 * @param remedy the line that adds the link to what it sends
 */
public record Integration(String key, String name, Span span, Message message, String remedy) {}
