/**
 * Runs transactions: durable intent, effect, verification, and undoing, journalled in one {@code Containment} per target.
 *
 * <p>{@link dev.runproof.runtime.engine.Engine} is the one door.
 */
@NullMarked
package dev.runproof.runtime.engine;

import org.jspecify.annotations.NullMarked;
