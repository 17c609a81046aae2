package dev.runproof.compiler.finding;

import dev.runproof.compiler.source.Span;
import java.time.LocalDate;

/**
 * What somebody answers for that it is not mended yet.
 *
 * @param rule the id of what is found
 * @param owner who answers for it
 * @param reason why
 * @param until the last day on which it holds
 * @param comment where it is written
 * @param scope where what it keeps from failing the check is found
 */
public record Suppression(String rule, String owner, String reason, LocalDate until, Span comment, Span scope) {

    /** Whether a finding of its rule, in its file, is one of those that it is for. */
    boolean covers(Finding finding) {
        return scope.start() <= finding.span().start() && finding.span().start() < scope.end();
    }
}
