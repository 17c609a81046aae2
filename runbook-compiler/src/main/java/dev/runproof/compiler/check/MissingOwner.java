package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Titles;
import java.util.Optional;
import java.util.regex.Pattern;

/** A runbook that nobody keeps true. Asked for with the sections of the language; a stopgap for an owner is told anywhere. */
final class MissingOwner implements Check {

    private static final Rule RULE = Rule.error("missing-owner");

    private static final Pattern STOPGAP = Pattern.compile(
            "<.*>|\\[.*]|\\{.*}|[^\\p{L}\\p{N}]+|(?:todo|tbd|tba|fixme)\\b.*|(?:xxx+|none|nobody|no[ -]one|unknown|unassigned|"
                    + "unowned|n/?a|null|(?:your|my)[ -]?(?:team|name)|team[ -]?name|owner)",
            Pattern.CASE_INSENSITIVE);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        boolean asked = library.sections().equals(Titles.ALL);
        for (Runbook runbook : library.runbooks()) {
            Optional<Located<String>> owner = runbook.frontMatter().owner();
            if (owner.isPresent() && STOPGAP.matcher(owner.get().value()).matches()) {
                findings.add(
                        RULE,
                        owner.get().span(),
                        owner.get().value() + " owns no runbook",
                        "name the team or the person who keeps this runbook true");
            } else if (owner.isEmpty() && asked) {
                findings.add(
                        RULE,
                        runbook.title().span(),
                        "the runbook has no owner",
                        "add owner: to its front matter, with the team or the person who keeps it true");
            }
        }
    }
}
