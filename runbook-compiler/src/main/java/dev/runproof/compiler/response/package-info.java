/** Response blocks, bound against an index and the transactions of their runbook: when transactions run, and in what order. */
@NullMarked
package dev.runproof.compiler.response;

import org.jspecify.annotations.NullMarked;
