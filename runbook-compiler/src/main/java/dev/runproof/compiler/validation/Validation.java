package dev.runproof.compiler.validation;

import dev.runproof.compiler.model.Located;
import java.time.LocalDate;

/**
 * A record that somebody tried a runbook, or read it against the system.
 *
 * @param day when
 * @param who by whom
 * @param how by an exercise, in an incident, or by a review
 * @param reference where that can be looked up
 * @param text the text that was tried
 */
public record Validation(Located<LocalDate> day, String who, String how, String reference, ValidatedText text) {}
