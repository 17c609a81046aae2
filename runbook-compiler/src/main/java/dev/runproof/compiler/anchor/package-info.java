/** The names that headings and elements of a page have in links, by the rules of the site that publishes it. */
@NullMarked
package dev.runproof.compiler.anchor;

import org.jspecify.annotations.NullMarked;
