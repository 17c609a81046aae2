/** What the repository says of transactions that are enforced: {@code enforcement.yaml}. */
@NullMarked
package dev.runproof.compiler.enforcement;

import org.jspecify.annotations.NullMarked;
