/** Alert rules in all the shapes that files of them have, read into one model. */
@NullMarked
package dev.runproof.compiler.rule;

import org.jspecify.annotations.NullMarked;
