/** How fast the gate is: run by {@code runbook-compiler/launcher/benchmark}, by no test. */
@NullMarked
package dev.runproof.launcher.benchmark;

import org.jspecify.annotations.NullMarked;
