/** What the compiler makes of a response block in a runbook: transactions in an order, and what runs them. */
@NullMarked
package dev.runproof.runtime.response;

import org.jspecify.annotations.NullMarked;
