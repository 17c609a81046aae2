package dev.runproof.compiler.resolve;

import dev.runproof.compiler.model.Runbook;

/** Where a link leads. */
public sealed interface Resolution {

    /**
     * To a page that we have.
     *
     * @param runbook its source
     */
    record Page(Runbook runbook) implements Resolution {}

    /**
     * To one of our sites, where no page is at this address.
     *
     * @param site the site
     * @param name the slug or path that no runbook has
     */
    record NoPage(Site site, String name) implements Resolution {}

    /** Out of the sites that configuration maps: nothing is known about it here. */
    record Elsewhere() implements Resolution {}

    /**
     * The address is put together when the alert fires.
     *
     * @param why what in it is not known before
     */
    record Unverifiable(String why) implements Resolution {}
}
