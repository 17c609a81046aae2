/** Runs javac inside a test. */
@NullMarked
package dev.runproof.compiler.javac;

import org.jspecify.annotations.NullMarked;
