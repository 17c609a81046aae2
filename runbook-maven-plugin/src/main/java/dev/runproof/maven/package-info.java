/** The goals of the plugin: parameters in, one call of the compiler, log out. */
@NullMarked
package dev.runproof.maven;

import org.jspecify.annotations.NullMarked;
