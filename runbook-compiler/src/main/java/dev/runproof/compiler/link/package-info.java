/** Asks the web whether the addresses in runbooks and alerts lead anywhere: the only package that opens connections. */
@NullMarked
package dev.runproof.compiler.link;

import org.jspecify.annotations.NullMarked;
