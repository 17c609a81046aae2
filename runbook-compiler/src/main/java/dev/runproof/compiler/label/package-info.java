/** Labels: which of them the series of an expression, and the alerts of a rule, carry. */
@NullMarked
package dev.runproof.compiler.label;

import org.jspecify.annotations.NullMarked;
