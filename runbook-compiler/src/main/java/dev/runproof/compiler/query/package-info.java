/** The expressions of rules: what they are, and what can be known of their results without any data. */
@NullMarked
package dev.runproof.compiler.query;

import org.jspecify.annotations.NullMarked;
