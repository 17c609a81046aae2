/** The command line, for teams without Maven. */
@NullMarked
package dev.runproof.compiler.cli;

import org.jspecify.annotations.NullMarked;
