/** Reports of findings. */
@NullMarked
package dev.runproof.compiler.output;

import org.jspecify.annotations.NullMarked;
