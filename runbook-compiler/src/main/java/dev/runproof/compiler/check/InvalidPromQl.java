package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Recording;
import dev.runproof.compiler.query.Query;
import java.util.Optional;

/** A rule whose expression is not PromQL: Prometheus refuses the whole file, or keeps on with the rules that it had before. */
final class InvalidPromQl implements Check {

    private static final Rule RULE = Rule.error("invalid-promql").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertLink link : library.links()) {
            report(link.alert().query(), AlertSeverity.of(link.alert()), findings);
        }
        for (Recording recording : library.recordings()) {
            report(recording.query(), Optional.empty(), findings);
        }
    }

    private static void report(Query query, Optional<String> severity, Findings findings) {
        if (query instanceof Query.Invalid invalid) {
            findings.add(RULE, severity, invalid.span(), invalid.message(), invalid.help());
        }
    }
}
