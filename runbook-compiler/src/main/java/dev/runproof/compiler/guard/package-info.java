/** What a change does to the gate itself: it is told to whoever has to agree. */
@NullMarked
package dev.runproof.compiler.guard;

import org.jspecify.annotations.NullMarked;
