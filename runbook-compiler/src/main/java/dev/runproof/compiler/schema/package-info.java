/** JSON Schemas of the files that people write for Runproof, and how a YAML tree is held to them. */
@NullMarked
package dev.runproof.compiler.schema;

import org.jspecify.annotations.NullMarked;
