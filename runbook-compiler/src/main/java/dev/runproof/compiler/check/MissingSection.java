package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.markdown.Heading;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.parse.RunbookFile;
import java.util.List;

/** A section that every runbook has, and this one has not: what it would say is found nowhere at 3 AM. */
final class MissingSection implements Check {

    private static final Rule RULE = Rule.error("missing-section");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Runbook runbook : library.runbooks()) {
            Outline outline = Outline.of(runbook, library.sections());
            outline.misnamed()
                    .forEach((title, heading) -> findings.add(
                            RULE,
                            heading.span(),
                            "the section " + title + " is " + what(title, heading),
                            "write " + written(runbook, List.of(title))));
            if (!outline.missing().isEmpty()) {
                String titles = String.join(", ", outline.missing());
                findings.add(
                        RULE,
                        runbook.title().span(),
                        "the runbook lacks " + outline.missing().size() + " of "
                                + library.sections().size() + " sections: " + titles,
                        "add " + written(runbook, outline.missing()) + "; the order is "
                                + String.join(", ", library.sections()));
            }
        }
    }

    /** Titles as they stand in a runbook of its form. */
    private static String written(Runbook runbook, List<String> titles) {
        return RunbookFile.isYaml(runbook.location())
                ? String.join(":, ", titles) + ": below sections:"
                : "## " + String.join(", ## ", titles);
    }

    private static String what(String title, Heading heading) {
        String written = heading.text().equals(title) ? "" : "written " + heading.text();
        return heading.level() == Outline.LEVEL
                ? written
                : written + (written.isEmpty() ? "" : " and ") + "a heading of level " + heading.level();
    }
}
