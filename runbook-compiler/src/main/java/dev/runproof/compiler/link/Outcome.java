package dev.runproof.compiler.link;

import java.util.Map;

/**
 * What is known of a page, and of the places on it.
 *
 * @param page whether it is there
 * @param places whether they are, by the fragments that name them; none where the page is not there
 */
record Outcome(Verdict page, Map<String, Verdict> places) {

    /** Takes the map as it is now. */
    Outcome {
        places = Map.copyOf(places);
    }

    /** That of a page the places of which are not known either. */
    static Outcome of(Verdict page) {
        return new Outcome(page, Map.of());
    }
}
