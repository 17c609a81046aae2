package dev.runproof.compiler.check;

import dev.runproof.compiler.anchor.Anchors;
import dev.runproof.compiler.anchor.Dialect;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.page.Publication;
import dev.runproof.compiler.page.RedirectTable.End;
import dev.runproof.compiler.resolve.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A change that takes an anchor off a page: links to it, in old notifications and in tickets, still lead to the page, but to its top, and
 * nothing says so.
 */
final class RemovedAnchor implements Check {

    private static final Rule RULE = Rule.warning("removed-anchor").ofChanges();

    /** They are named; more are counted. */
    private static final int MOST_NAMED = 3;

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        library.freshness()
                .base()
                .ifPresent(base -> base.runbooks()
                        .forEach(before -> now(before, base, library)
                                .ifPresent(now -> compare(before, now, base, library, findings))));
    }

    /** The page that has its name now, or to which its name leads. */
    private static Optional<Runbook> now(Runbook before, Library base, Library library) {
        String name = base.publication().pages().nameOf(before);
        Publication publication = library.publication();
        return publication.pages().has(name)
                ? publication.pages().of(name)
                : publication
                        .redirects()
                        .end(name)
                        .filter(End.Page.class::isInstance)
                        .map(end -> ((End.Page) end).runbook());
    }

    private static void compare(Runbook before, Runbook now, Library base, Library library, Findings findings) {
        Map<String, Missing> gone = new LinkedHashMap<>();
        base.resolver().publishing(before).stream()
                .map(Site::headings)
                .distinct()
                .forEach(dialect -> {
                    Anchors anchors = library.resolver().anchors(now, dialect);
                    named(before, base.resolver().anchors(before, dialect))
                            .filter(name -> !anchors.has(name))
                            .forEach(name -> gone.putIfAbsent(name, new Missing(name, dialect, anchors)));
                });
        gone.values().stream()
                .findFirst()
                .ifPresent(first ->
                        findings.add(RULE, now.title().span(), message(List.copyOf(gone.keySet())), help(first)));
    }

    /** But for that of the title: what led there leads to the top. */
    private static Stream<String> named(Runbook page, Anchors anchors) {
        boolean titled = page.document().headings().stream()
                .findFirst()
                .filter(heading -> heading.level() == 1)
                .isPresent();
        List<String> titles =
                anchors.ofHeadings().stream().limit(titled ? 1 : 0).toList();
        return anchors.names().stream().filter(name -> !titles.contains(name));
    }

    private record Missing(String name, Dialect dialect, Anchors anchors) {}

    private static String message(List<String> names) {
        List<String> named =
                names.stream().limit(MOST_NAMED).map(name -> "#" + name).toList();
        int more = names.size() - named.size();
        return "this change takes " + String.join(", ", named) + (more == 0 ? "" : " and " + more + " more")
                + " off the page: links to " + (names.size() == 1 ? "it" : "them") + " lead to its top then";
    }

    private static String help(Missing first) {
        String became = first.anchors
                .nearest(first.name)
                .map(near -> "what became #" + near)
                .orElse("the heading that it became");
        return switch (first.dialect) {
            case HUGO, MKDOCS, RUNPROOF ->
                "write {#" + first.name + "} behind " + became + ", or leave the heading as it was";
            case GITHUB, GITLAB, GOVUK ->
                "write <a id=\"" + first.name + "\"></a> above " + became + ", or leave the heading as it was";
        };
    }
}
