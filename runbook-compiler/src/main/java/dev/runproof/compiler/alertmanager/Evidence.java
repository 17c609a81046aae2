package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.model.Located;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How the links of alerts get into a text.
 *
 * @param each whether the link of each alert, or of the first one, is in it
 * @param common whether the link is in it that all alerts of the message have in common
 * @param commonPlaces the names of common annotations that are links, where the text asks for them; the first of many
 */
record Evidence(Certainty each, Certainty common, Set<Located<String>> commonPlaces) {

    /** Nobody reads more, and each list of nodes unites those of all in it. */
    private static final int MOST_PLACES = 100;

    static final Evidence NONE = new Evidence(Certainty.NO, Certainty.NO, Set.of());
    static final Evidence UNKNOWN = new Evidence(Certainty.UNKNOWN, Certainty.NO, Set.of());

    /** That of this text with another behind it. */
    Evidence and(Evidence other) {
        return new Evidence(each.or(other.each), common.or(other.common), places(this, other));
    }

    /** That of one of two texts. */
    Evidence orElse(Evidence other) {
        return new Evidence(each.orElse(other.each), common.orElse(other.common), places(this, other));
    }

    /** That of this text, and of another one where this has nothing. */
    Evidence withPlacesOf(Evidence other) {
        return new Evidence(each, common, places(this, other));
    }

    private static Set<Located<String>> places(Evidence a, Evidence b) {
        if (b.commonPlaces.isEmpty() || a.commonPlaces.size() >= MOST_PLACES) {
            return a.commonPlaces;
        }
        Set<Located<String>> all = new LinkedHashSet<>(a.commonPlaces);
        b.commonPlaces.stream().limit(MOST_PLACES).forEach(all::add);
        return all;
    }
}
