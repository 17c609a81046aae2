package dev.runproof.compiler.check;

import dev.runproof.compiler.anchor.Anchors;
import dev.runproof.compiler.resolve.ReadLink.Destination;
import dev.runproof.compiler.resolve.Resolution.Page;
import java.util.List;

/** The headings that links name. */
final class Headings {

    private static final int MOST_SHOWN = 5;

    private Headings() {}

    /**
     * Whether a place is a heading that its page lacks.
     *
     * @param caseOnly asks for those that the page has in other letters, capital or small; else for those that it lacks at all
     */
    static boolean isWrong(Destination destination, boolean caseOnly, Library library) {
        if (destination.fragment().isEmpty() || !(destination.resolution() instanceof Page page)) {
            return false;
        }
        Anchors anchors = of(page, library);
        String fragment = destination.fragment().get();
        return !anchors.has(fragment) && anchors.ignoringCase(fragment).isPresent() == caseOnly;
    }

    /** The anchors of a page by the rules of the site on which a link leads to it. */
    static Anchors of(Page page, Library library) {
        return library.resolver()
                .anchors(page.runbook(), page.site().orElseThrow().headings());
    }

    /** What to write in place of a fragment that names nothing. */
    static String help(Anchors anchors, String fragment) {
        List<String> names = anchors.names();
        String some = names.stream()
                .limit(MOST_SHOWN)
                .map(name -> "#" + name)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return anchors.nearest(fragment)
                .map(name -> "did you mean #" + name + "?")
                .orElse(
                        names.isEmpty()
                                ? "the page has no headings; remove the fragment"
                                : "the page has " + some + (names.size() > MOST_SHOWN ? " and others" : ""));
    }
}
