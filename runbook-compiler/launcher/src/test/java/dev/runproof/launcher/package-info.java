/** The launcher as its users run it. */
@NullMarked
package dev.runproof.launcher;

import org.jspecify.annotations.NullMarked;
