/** What was already wrong when the gate came: it counts, fails nothing, and only becomes less. */
@NullMarked
package dev.runproof.compiler.baseline;

import org.jspecify.annotations.NullMarked;
