/** Exercises of runbooks: their schedules and records, and whether each runbook is exercised in time. */
@NullMarked
package dev.runproof.compiler.exercise;

import org.jspecify.annotations.NullMarked;
