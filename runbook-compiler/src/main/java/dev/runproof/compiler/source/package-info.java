/** Files, and places in them. */
@NullMarked
package dev.runproof.compiler.source;

import org.jspecify.annotations.NullMarked;
