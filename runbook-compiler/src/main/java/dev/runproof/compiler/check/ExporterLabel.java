package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.query.Query;
import java.util.List;
import java.util.Optional;

/** An input of a transaction that takes its value from a label which is about the exporter: it would act on the exporter. */
final class ExporterLabel implements Check {

    private static final Rule RULE = Rule.error("exporter-label").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (BoundInput bound : library.inputs()) {
            String label = bound.carrier();
            boolean declared = library.labels().subject().contains(label)
                    || library.labels().added().contains(label);
            if (!declared && !bound.isOfFalco()) {
                bound.rules().stream()
                        .flatMap(rule -> origin(label, rule).stream())
                        .findFirst()
                        .ifPresent(origin -> report(bound, origin, findings));
            }
        }
    }

    private record Origin(Query.Read query, LabelOrigin.Foreign foreign) {}

    private static Optional<Origin> origin(String label, Alert rule) {
        // Whoever sets it in the rule says what it is about.
        return rule.query() instanceof Query.Read query && !rule.labels().containsKey(label)
                ? new LabelOrigin(label).foreign(query.expr()).map(foreign -> new Origin(query, foreign))
                : Optional.empty();
    }

    private static void report(BoundInput bound, Origin origin, Findings findings) {
        String label = bound.carrier();
        Exporter exporter = origin.foreign.exporter();
        var place = new Related(
                origin.query.span(origin.foreign.selector().range()),
                label + " is here that of " + exporter.program() + ", and not that of what it tells of");
        bound.report(
                findings,
                RULE,
                List.of(place),
                bound.described() + " comes from the label " + label + ", which is about the exporter in alert "
                        + bound.alert(),
                "take exported_" + label + " if the metric has it, or " + exporter.subject()
                        + "; if relabelling makes " + label
                        + " that of the subject, list it under subject-labels in runbook.yaml");
    }
}
