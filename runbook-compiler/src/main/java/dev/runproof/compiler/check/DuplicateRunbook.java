package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.parse.RunbookFile;
import dev.runproof.compiler.resolve.Site;
import java.util.HashMap;
import java.util.Map;

/** A runbook that is there in Markdown and in YAML: only one of the two is kept true, and who knows which. */
final class DuplicateRunbook implements Check {

    private static final Rule RULE = Rule.error("duplicate-runbook");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        boolean slugsTell = library.sites().stream().anyMatch(Site::isBySlug);
        Map<String, Runbook> first = new HashMap<>();
        for (Runbook runbook : library.runbooks()) {
            Runbook other = first.putIfAbsent(RunbookFile.withoutEnding(runbook.location()), runbook);
            boolean oneSlug =
                    other != null && other.slug().value().equals(runbook.slug().value());
            if (other != null && !(oneSlug && slugsTell)) {
                findings.add(
                        RULE,
                        runbook.title().span(),
                        "this runbook is there a second time, as "
                                + other.file().path(),
                        "remove one of the two, or give its file another name");
            }
        }
    }
}
