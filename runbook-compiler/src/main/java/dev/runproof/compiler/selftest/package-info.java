/** Defects to plant into a copy of somebody's files, from the bad examples of the pages of findings. */
@NullMarked
package dev.runproof.compiler.selftest;

import org.jspecify.annotations.NullMarked;
