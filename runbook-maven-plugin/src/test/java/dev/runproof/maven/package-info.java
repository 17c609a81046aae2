/** The little logic that the goals have; what they do is tested in {@code src/it}, by Maven itself. */
@NullMarked
package dev.runproof.maven;

import org.jspecify.annotations.NullMarked;
