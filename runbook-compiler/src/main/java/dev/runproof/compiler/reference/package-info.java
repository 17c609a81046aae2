/** What people and editors are told of the actions, checks and types of an index: pages, and the schema of transactions. */
@NullMarked
package dev.runproof.compiler.reference;

import org.jspecify.annotations.NullMarked;
