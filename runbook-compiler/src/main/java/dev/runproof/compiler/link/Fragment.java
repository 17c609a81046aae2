package dev.runproof.compiler.link;

import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.link.Verdict.Dead;
import dev.runproof.compiler.link.Verdict.Fine;
import dev.runproof.compiler.link.Verdict.Undecided;
import dev.runproof.compiler.resolve.PercentEncoding;
import java.util.Optional;
import java.util.Set;

/**
 * The fragment of an address, and whether a page has what it names, by HTML's rules: an element's {@code id}, or the {@code name} of
 * an {@code a}, letter by letter, first as it is written and then decoded.
 *
 * <p>Source: HTML Standard, "Navigating to a fragment".
 *
 * @param written what stands behind {@code #}
 */
record Fragment(String written) {

    /** Pages of these hosts are put together in the browser, names included. */
    private static final Set<String> GENERATED =
            Set.of("bitbucket.org", "codeberg.org", "dev.azure.com", "gist.github.com", "github.com", "gitlab.com");

    /** GitHub and others put it before names that come from a text, and their scripts take it away again. */
    private static final String OF_TEXTS = "user-content-";

    /** What stands behind it is for the browser: text to be marked. */
    private static final String DIRECTIVE = ":~:";

    /**
     * Looks for it.
     *
     * @param address the page
     * @param page what it has; empty if it was not sent
     * @param replaced the fragment of a redirect to it, which browsers go to in place of this one
     * @param where how one came to the page, for the reason
     */
    Verdict on(WebAddress address, Optional<HtmlPage> page, Optional<String> replaced, String where) {
        int directive = written.indexOf(DIRECTIVE);
        String raw = directive < 0 ? written : written.substring(0, directive);
        String name = PercentEncoding.decode(raw);
        if (name.isEmpty() || name.equalsIgnoreCase("top")) {
            return new Fine();
        }
        if (replaced.filter(other -> !other.equals(raw)).isPresent()) {
            return new Dead("it redirects to " + address.text() + "#" + replaced.get() + " instead", false);
        }
        if (page.isEmpty()) {
            return new Undecided(where + "the page was not sent");
        }
        HtmlPage html = page.get();
        if (html.names().contains(raw)
                || html.names().contains(name)
                || html.names().contains(OF_TEXTS + name)) {
            return new Fine();
        }
        return doubt(name, address, html)
                .<Verdict>map(why -> new Undecided(where + why))
                .orElseGet(() -> new Dead(
                        where + "the page has nothing named " + name
                                + Suggestion.nearest(name, html.names())
                                        .map(near -> "; did you mean #" + near + "?")
                                        .orElse(""),
                        false));
    }

    /** Why it may be there although it was not found. */
    private static Optional<String> doubt(String name, WebAddress address, HtmlPage page) {
        if (!page.isHtml()) {
            return Optional.of("the page is no HTML (" + page.kind() + ")");
        }
        if (!page.whole()) {
            return Optional.of("the page is too large to be read to its end");
        }
        if (name.startsWith("/") || name.startsWith("!")) {
            return Optional.of("what it names is for a script of the page");
        }
        if (GENERATED.contains(address.host())) {
            return Optional.of("pages of " + address.host() + " get their names by script");
        }
        return page.script() && !page.namedHeadings()
                ? Optional.of("the page gets its names by script, if it has any")
                : Optional.empty();
    }
}
