/** Addresses of pages as a promise: each slug that was ever published leads somewhere, be it by a redirect. */
@NullMarked
package dev.runproof.compiler.page;

import org.jspecify.annotations.NullMarked;
