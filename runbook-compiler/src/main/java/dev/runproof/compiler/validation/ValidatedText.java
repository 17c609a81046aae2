package dev.runproof.compiler.validation;

import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.source.Sha256;
import java.util.List;
import java.util.SortedMap;

/**
 * The text that a validation is about, as two hashes: what an engineer does, and when. The same on every platform; an
 * editor's work that changes neither, such as wrapping prose anew, changes no hash.
 *
 * @param steps that of the runbook's text
 * @param alerts that of the expressions of its alerts
 */
public record ValidatedText(String steps, String alerts) {

    /** The way in which texts are normalised and hashed; another way gets another version. */
    private static final String VERSION = "v1:sha256:";

    /**
     * The text of a runbook.
     *
     * @param document its Markdown
     * @param expressions for each of its alerts the {@linkplain Expressions#hashOf hash} of the alert's expressions
     */
    public static ValidatedText of(MarkdownDocument document, SortedMap<String, String> expressions) {
        return of(document, List.of(), expressions);
    }

    /**
     * The text of a runbook with files beside it.
     *
     * @param document its Markdown
     * @param beside what those files say, in their order; they count as lines of code do
     * @param expressions for each of its alerts the {@linkplain Expressions#hashOf hash} of the alert's expressions
     */
    public static ValidatedText of(
            MarkdownDocument document, List<String> beside, SortedMap<String, String> expressions) {
        var alerts = new StringBuilder();
        expressions.forEach(
                (name, hash) -> alerts.append(name).append('\t').append(hash).append('\n'));
        return new ValidatedText(
                VERSION + Sha256.of(StepsText.of(document, beside)), VERSION + Sha256.of(alerts.toString()));
    }

    /** The two as they stand in a record. */
    @Override
    public String toString() {
        return "steps: " + steps + ", alerts: " + alerts;
    }
}
