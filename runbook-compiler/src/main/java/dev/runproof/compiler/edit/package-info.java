/** Changes of the files that people write, which keep every other byte. */
@NullMarked
package dev.runproof.compiler.edit;

import org.jspecify.annotations.NullMarked;
