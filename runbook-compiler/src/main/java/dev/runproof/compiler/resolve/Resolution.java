package dev.runproof.compiler.resolve;

import dev.runproof.compiler.model.Runbook;
import java.util.Optional;

/** Where a link leads. */
public sealed interface Resolution {

    /**
     * To a page that we have.
     *
     * @param runbook its source
     * @param site the site; empty for a runbook that is found without a link
     * @param redirectedFrom the old name of the page in the link, if a redirect leads on from there
     */
    record Page(Runbook runbook, Optional<Site> site, Optional<String> redirectedFrom) implements Resolution {

        /** A page that is where the link says. */
        public Page(Runbook runbook, Optional<Site> site) {
            this(runbook, site, Optional.empty());
        }
    }

    /**
     * To one of our sites, where no page is at this address.
     *
     * @param site the site
     * @param name the slug or path that no runbook has
     * @param ref the branch or tag in the address; empty if the site has none
     */
    record NoPage(Site site, String name, Optional<String> ref) implements Resolution {}

    /**
     * Out of the sites that configuration maps: nothing is known about it here.
     *
     * @param why what the address is, such as {@code is on other.example}
     * @param help what to do, where it is clear; the same for all links like this one
     */
    record Elsewhere(String why, Optional<String> help) implements Resolution {}

    /**
     * The address is put together when the alert fires.
     *
     * @param why what in it is not known before
     * @param help what to do
     */
    record Unverifiable(String why, String help) implements Resolution {}
}
