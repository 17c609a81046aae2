/** Writes Java classes for transactions. Whatever text comes from a runbook or an index is quoted or escaped here. */
@NullMarked
package dev.runproof.compiler.generate;

import org.jspecify.annotations.NullMarked;
