/** Runbooks, from Markdown to the model. */
@NullMarked
package dev.runproof.compiler.parse;

import org.jspecify.annotations.NullMarked;
