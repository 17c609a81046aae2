/** What has become old: runbooks that were long not validated, exercises that are due, and what was found and not changed. */
@NullMarked
package dev.runproof.compiler.report;

import org.jspecify.annotations.NullMarked;
