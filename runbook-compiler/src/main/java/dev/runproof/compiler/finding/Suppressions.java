package dev.runproof.compiler.finding;

import dev.runproof.compiler.source.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The suppressions of a run, by what they are for. Immutable and thread-safe. */
public final class Suppressions {

    private final Map<Place, List<Suppression>> byPlace = new HashMap<>();

    private record Place(String rule, SourceFile file) {
        static Place of(Suppression suppression) {
            return new Place(suppression.rule(), suppression.scope().file());
        }

        static Place of(Finding finding) {
            return new Place(finding.rule().id(), finding.span().file());
        }
    }

    /** Takes suppressions. */
    public Suppressions(Collection<Suppression> suppressions) {
        for (Suppression suppression : suppressions) {
            byPlace.computeIfAbsent(Place.of(suppression), place -> new ArrayList<>())
                    .add(suppression);
        }
    }

    /** The suppression of a finding: of several the first. What was not read cannot be suppressed. */
    public Optional<Suppression> of(Finding finding) {
        return finding.rule().fixed()
                ? Optional.empty()
                : byPlace.getOrDefault(Place.of(finding), List.of()).stream()
                        .filter(suppression -> suppression.covers(finding))
                        .findFirst();
    }

    /** Those that are for none of these findings. */
    public List<Suppression> unused(List<Finding> findings) {
        Set<Suppression> used = new HashSet<>();
        for (Finding finding : findings) {
            byPlace.getOrDefault(Place.of(finding), List.of()).stream()
                    .filter(suppression -> suppression.covers(finding))
                    .forEach(used::add);
        }
        return byPlace.values().stream()
                .flatMap(List::stream)
                .filter(suppression -> !used.contains(suppression))
                .toList();
    }
}
