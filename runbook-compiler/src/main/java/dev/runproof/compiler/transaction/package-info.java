/** Transaction blocks, bound against an index: what names mean, and that everything fits together. */
@NullMarked
package dev.runproof.compiler.transaction;

import org.jspecify.annotations.NullMarked;
