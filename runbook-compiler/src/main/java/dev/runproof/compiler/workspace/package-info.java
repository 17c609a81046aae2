/** Which files are looked at: {@code runbook.yaml}, and the files that it names. */
@NullMarked
package dev.runproof.compiler.workspace;

import org.jspecify.annotations.NullMarked;
