/** What the compiler makes of a transaction block in a runbook, and what the engine runs. */
@NullMarked
package dev.runproof.runtime.transaction;

import org.jspecify.annotations.NullMarked;
