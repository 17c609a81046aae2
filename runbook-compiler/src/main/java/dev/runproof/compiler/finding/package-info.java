/** What is wrong with what a user wrote, as values. */
@NullMarked
package dev.runproof.compiler.finding;

import org.jspecify.annotations.NullMarked;
