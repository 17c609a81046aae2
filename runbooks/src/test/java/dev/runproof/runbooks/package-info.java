/** Tests of the library's texts and rules with the tools that their readers use: a shell and promtool. */
@NullMarked
package dev.runproof.runbooks;

import org.jspecify.annotations.NullMarked;
