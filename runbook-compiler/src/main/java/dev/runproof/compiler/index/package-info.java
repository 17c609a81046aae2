/** What there is to be named in runbooks: actions, checks and value types, read from index files without loading a class. */
@NullMarked
package dev.runproof.compiler.index;

import org.jspecify.annotations.NullMarked;
