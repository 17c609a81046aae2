/** Shell commands as their syntax: whether a shell could read them, and the words of each. Nothing is ever run. */
@NullMarked
package dev.runproof.compiler.shell;

import org.jspecify.annotations.NullMarked;
