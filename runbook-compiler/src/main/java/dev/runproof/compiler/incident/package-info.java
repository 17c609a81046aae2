/** Incidents that were, and what they showed. */
@NullMarked
package dev.runproof.compiler.incident;

import org.jspecify.annotations.NullMarked;
