package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;

/** A runbook that lists an alert which no rule file has: renamed, removed, or misspelt. */
final class UnknownAlert implements Check {

    private static final Rule RULE = Rule.error("unknown-alert");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        if (!library.allAlertsRead()) {
            return;
        }
        Listing listing = library.listing();
        Renames renames = Renames.of(library);
        for (Runbook runbook : library.runbooks()) {
            for (Located<String> listed : runbook.frontMatter().alerts()) {
                if (!listing.names().contains(listed.value())) {
                    findings.add(
                            RULE,
                            listed.span(),
                            "no rule file has an alert " + listed.value(),
                            help(listed.value(), runbook, listing, renames));
                }
            }
        }
        new SignalNames(library).report(RULE, findings);
    }

    private static String help(String listed, Runbook runbook, Listing listing, Renames renames) {
        return renames.newName(listed)
                .map(name -> "write " + name + ": this change gives the alert that name, its expression is the same")
                .or(() -> listing.newName(runbook, listed)
                        .map(name -> "write " + name + ", which links here and is not listed, if that is its new name"))
                .or(() -> listing.nearName(runbook, listed).map(name -> "did you mean " + name + "?"))
                .orElse("remove it, or add the file with its rule to alert-rules: in runbook.yaml");
    }
}
