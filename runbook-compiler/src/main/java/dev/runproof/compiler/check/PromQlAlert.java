package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.promql.Range;
import dev.runproof.compiler.query.Query;
import java.util.function.Consumer;

/**
 * An alert whose expression is PromQL.
 *
 * @param alert the alert
 * @param query its expression
 */
record PromQlAlert(Alert alert, Query.Read query) {

    static void each(Library library, Consumer<PromQlAlert> check) {
        for (AlertLink link : library.links()) {
            if (link.alert().query() instanceof Query.Read query) {
                check.accept(new PromQlAlert(link.alert(), query));
            }
        }
    }

    /** Its name, for messages. */
    String name() {
        return alert.name().value();
    }

    /** Adds a finding about a part of its expression. */
    void report(Findings findings, Rule rule, Range range, String message, String help) {
        findings.add(rule, AlertSeverity.of(alert), query.span(range), message, help);
    }
}
