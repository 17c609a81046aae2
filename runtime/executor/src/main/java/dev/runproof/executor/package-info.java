/** Runs compiled transactions from the command line. */
@NullMarked
package dev.runproof.executor;

import org.jspecify.annotations.NullMarked;
