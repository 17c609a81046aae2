/** An API server in memory, for tests of actions, checks and transactions without a cluster. */
@NullMarked
package dev.runproof.runtime.simulated;

import org.jspecify.annotations.NullMarked;
