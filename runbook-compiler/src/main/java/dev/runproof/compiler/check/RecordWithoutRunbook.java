package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.validation.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records for a slug that no runbook has: it is misspelt, or the runbook got another one and lost its evidence. */
final class RecordWithoutRunbook implements Check {

    private static final Rule RULE = Rule.error("record-without-runbook");

    /** To compare more with each slug would take too long. */
    private static final int MOST_COMPARED = 100;

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        Set<String> slugs = library.byAlert().slugs().keySet();
        List<Map.Entry<String, Evidence>> unknown = new ArrayList<>();
        for (Map.Entry<String, Evidence> entry :
                library.freshness().validations().bySlug().entrySet()) {
            if (!slugs.contains(entry.getKey())) {
                unknown.add(entry);
            }
        }
        for (Map.Entry<String, Evidence> entry : unknown) {
            Optional<String> near =
                    unknown.size() > MOST_COMPARED ? Optional.empty() : Suggestion.nearest(entry.getKey(), slugs);
            findings.add(
                    RULE,
                    entry.getValue().key(),
                    "no runbook has the slug " + entry.getKey(),
                    near.map(name -> "did you mean " + name + "?")
                            .orElse("write the new slug if it was renamed, or remove the records with the runbook"));
        }
    }
}
