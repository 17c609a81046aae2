/** What was read, as immutable records; everything in it knows its place. */
@NullMarked
package dev.runproof.compiler.model;

import org.jspecify.annotations.NullMarked;
