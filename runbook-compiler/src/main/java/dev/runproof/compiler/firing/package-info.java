/** How often alerts fired, asked of a Prometheus. */
@NullMarked
package dev.runproof.compiler.firing;

import org.jspecify.annotations.NullMarked;
