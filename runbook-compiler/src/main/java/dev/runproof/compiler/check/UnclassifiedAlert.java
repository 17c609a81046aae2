package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.resolve.Resolution.Page;
import dev.runproof.compiler.source.SourceFile;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An alert of a class that its runbook does not define, so that whoever is paged does not know what it asks for. */
final class UnclassifiedAlert implements Check {

    private static final Rule RULE = Rule.error("unclassified-alert").ofAlerts();

    private static final List<String> LABELS = List.of("priority", "severity");
    private static final Pattern CLASS = Pattern.compile("[pP]\\d");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        Map<SourceFile, Optional<SeverityClasses>> classes = new HashMap<>();
        for (AlertLink link : library.links()) {
            if (link.resolution().orElse(null) instanceof Page page) {
                Runbook runbook = page.runbook();
                classes.computeIfAbsent(runbook.file(), file -> SeverityClasses.of(runbook, library.sections()))
                        // Where none is defined, the runbook itself is told.
                        .filter(defined -> !Collections.disjoint(defined.defined(), SeverityClasses.NEEDED))
                        .ifPresent(defined -> check(link, runbook, defined, findings));
            }
        }
    }

    private static void check(AlertLink link, Runbook runbook, SeverityClasses classes, Findings findings) {
        for (String label : LABELS) {
            Located<String> value = link.alert().labels().get(label);
            if (value != null
                    && CLASS.matcher(value.value()).matches()
                    && !classes.defined().contains(value.value().toUpperCase(Locale.ROOT))) {
                findings.add(
                        RULE,
                        AlertSeverity.of(link.alert()),
                        value.span(),
                        "alert " + link.alert().name().value() + " is " + value.value()
                                + ", which its runbook does not define",
                        "define it in " + runbook.file().path() + " under "
                                + classes.section().heading().text() + ", which has "
                                + String.join(", ", classes.defined()) + ", or correct the label");
            }
        }
    }
}
