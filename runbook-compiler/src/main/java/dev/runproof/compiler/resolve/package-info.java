/** From the link of an alert to the source of the page that it leads to, without a network. */
@NullMarked
package dev.runproof.compiler.resolve;

import org.jspecify.annotations.NullMarked;
