package dev.runproof.compiler.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The alerts to which a change gives other names, known by their expressions.
 *
 * @param base what was there before; empty if nobody knows
 * @param newNames the names that are new, by the hash of their expressions; of several the first
 */
record Renames(Optional<Library> base, Map<String, String> newNames) {

    static Renames of(Library library) {
        Optional<Library> base = library.freshness().base();
        Map<String, String> newNames = new HashMap<>();
        base.ifPresent(before -> {
            var added = new TreeSet<>(library.listing().names());
            added.removeAll(before.listing().names());
            added.forEach(
                    name -> library.expressions().hashOf(name).ifPresent(hash -> newNames.putIfAbsent(hash, name)));
        });
        return new Renames(base, newNames);
    }

    /** The new name of an alert that is gone. */
    Optional<String> newName(String gone) {
        return base.flatMap(before -> before.expressions().hashOf(gone)).map(newNames::get);
    }
}
