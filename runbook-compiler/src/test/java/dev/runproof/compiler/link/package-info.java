/** Tests of asking the web, all of them on this machine. */
@NullMarked
package dev.runproof.compiler.link;

import org.jspecify.annotations.NullMarked;
