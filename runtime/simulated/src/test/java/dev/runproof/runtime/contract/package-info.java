/** The engine and its actions, on every cluster there is. */
@NullMarked
package dev.runproof.runtime.contract;

import org.jspecify.annotations.NullMarked;
