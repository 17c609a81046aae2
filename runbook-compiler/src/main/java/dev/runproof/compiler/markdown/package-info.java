/** Markdown as headings and fenced blocks that know their places. */
@NullMarked
package dev.runproof.compiler.markdown;

import org.jspecify.annotations.NullMarked;
