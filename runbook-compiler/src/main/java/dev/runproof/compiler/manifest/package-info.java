/**
 * Writes the manifests by which transactions run in a cluster. Whatever text comes from a runbook, an index or a configuration is quoted
 * here.
 */
@NullMarked
package dev.runproof.compiler.manifest;

import org.jspecify.annotations.NullMarked;
