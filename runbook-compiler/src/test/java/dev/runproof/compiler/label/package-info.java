/** Tests of what is known of labels. */
@NullMarked
package dev.runproof.compiler.label;

import org.jspecify.annotations.NullMarked;
