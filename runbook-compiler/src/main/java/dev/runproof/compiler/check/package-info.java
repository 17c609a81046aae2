/** The checks: one class each, with a page of the same name that explains it. */
@NullMarked
package dev.runproof.compiler.check;

import org.jspecify.annotations.NullMarked;
