package dev.runproof.site;

import dev.runproof.compiler.site.Website;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands around the content of each page. Public for the templates alone.
 *
 * @param site the website
 * @param root the way from the page to the root of the site; empty at the root
 * @param title the title of the page; empty on the first page
 * @param canonical the one address of the page; empty if it is not known
 * @param script the script of the page, besides the search; empty if it has none
 * @param live what the page is made of, if it is served while that is written; else empty
 * @param findings what is wrong with it, where that is shown
 */
public record Frame(
        Website site,
        String root,
        String title,
        String canonical,
        String script,
        String live,
        List<ShownFinding> findings) {

    /** Nothing but files of the site itself, and nothing that stands in the page. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "base-uri 'none'; form-action 'none'";

    /** Takes the list as it is now. */
    public Frame {
        findings = List.copyOf(findings);
    }

    /** What stands in the title of the window. */
    public String heading() {
        return title.isEmpty() ? site.title() : title + " · " + site.title();
    }

    /** The Content-Security-Policy. */
    public String policy() {
        return live.isEmpty() ? POLICY : POLICY + "; connect-src 'self'";
    }

    /** The commit that the site was made of; empty if it is not known. */
    public String commit() {
        return site.commit().orElse("");
    }

    /** The scripts of the page. */
    public List<String> scripts() {
        var scripts = new ArrayList<String>();
        if (!script.isEmpty()) {
            scripts.add(script);
        }
        scripts.add("search.js");
        if (!live.isEmpty()) {
            scripts.add("live.js");
        }
        return scripts;
    }
}
