/** What a transaction or a response can come to: as states, checked, told in words and drawn. */
@NullMarked
package dev.runproof.compiler.machine;

import org.jspecify.annotations.NullMarked;
