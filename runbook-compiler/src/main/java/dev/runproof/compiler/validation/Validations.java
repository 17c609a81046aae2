package dev.runproof.compiler.validation;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code validations.yaml} says. Immutable.
 *
 * @param bySlug the evidence for each runbook, by its slug
 * @param kept whether there is such a file
 * @param readInFull whether nothing of it was left out because it could not be read
 */
public record Validations(SortedMap<String, Evidence> bySlug, boolean kept, boolean readInFull) {

    /** Where there is no such file. */
    public static final Validations NONE = new Validations(new TreeMap<>(), false, true);

    /** Where there is such a file, which cannot be read. */
    public static final Validations UNREAD = new Validations(new TreeMap<>(), true, false);

    /** Takes the map as it is now. */
    public Validations {
        bySlug = Collections.unmodifiableSortedMap(new TreeMap<>(bySlug));
    }

    /** The evidence for a runbook. */
    public Optional<Evidence> of(String slug) {
        return Optional.ofNullable(bySlug.get(slug));
    }
}
