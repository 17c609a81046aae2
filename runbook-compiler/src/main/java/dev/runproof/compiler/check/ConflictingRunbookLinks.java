package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Located;

/** A second link that says something else than the first: which one a person follows is chance. */
final class ConflictingRunbookLinks implements Check {

    private static final Rule RULE = Rule.warning("conflicting-runbook-links");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertLink link : library.links()) {
            link.link().ifPresent(counted -> {
                String first = link.annotation();
                for (String name : library.linkNames()) {
                    Located<String> other = link.alert().annotations().getOrDefault(name, counted);
                    if (!other.value().isBlank()
                            && !other.value().strip().equals(counted.value().strip())) {
                        findings.add(
                                RULE,
                                other.span(),
                                "alert " + link.alert().name().value() + " has another link in " + name + " than in "
                                        + first + ", which is the one that counts",
                                "remove one of the two, or give both the same address");
                    }
                }
            });
        }
    }
}
