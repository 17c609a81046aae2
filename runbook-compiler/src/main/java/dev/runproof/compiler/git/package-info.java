/** States of a repository, by Git: the only package that starts another program. */
@NullMarked
package dev.runproof.compiler.git;

import org.jspecify.annotations.NullMarked;
