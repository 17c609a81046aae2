/** Comments by which somebody answers for a finding that is not mended yet. */
@NullMarked
package dev.runproof.compiler.suppression;

import org.jspecify.annotations.NullMarked;
