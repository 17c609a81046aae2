package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;

/** Looks for one kind of mistake. Stateless. */
interface Check {

    /** What it looks for. */
    Rule rule();

    /**
     * Looks.
     *
     * @param library all that was read
     * @param findings takes what is wrong
     */
    void run(Library library, Findings findings);
}
