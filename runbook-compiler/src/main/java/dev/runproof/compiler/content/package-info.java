/** What stands in runbooks for people to use: commands, placeholders, names of files. */
@NullMarked
package dev.runproof.compiler.content;

import org.jspecify.annotations.NullMarked;
