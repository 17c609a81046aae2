package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.source.Span;

/**
 * A message shows a group label, which is there only if routes group by it.
 *
 * @param label the name of the label
 * @param span where the message asks for it
 */
public record GroupLabelUse(String label, Span span) {}
