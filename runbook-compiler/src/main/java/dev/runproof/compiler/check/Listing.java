package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.resolve.Resolution.Page;
import dev.runproof.compiler.source.SourceFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What alerts there are and to which runbooks they link, held against what runbooks list.
 *
 * @param names the names of all alerts
 * @param linking by the file of a runbook: the names of the alerts that link to it
 */
record Listing(Set<String> names, Map<SourceFile, Set<String>> linking) {

    static Listing of(Library library) {
        Set<String> names = new TreeSet<>();
        Map<SourceFile, Set<String>> linking = new HashMap<>();
        for (AlertLink link : library.links()) {
            String name = link.alert().name().value();
            names.add(name);
            if (link.resolution().orElse(null) instanceof Page page) {
                linking.computeIfAbsent(page.runbook().file(), file -> new TreeSet<>())
                        .add(name);
            }
        }
        return new Listing(names, linking);
    }

    /** Whether an alert links to a runbook. */
    boolean isLinked(Runbook runbook) {
        return linking.containsKey(runbook.file());
    }

    /**
     * The new name of an alert that a runbook lists and that is gone: the only alert that links there without being listed, or
     * the one among several that has nearly the same name.
     */
    Optional<String> newName(Runbook runbook, String gone) {
        Set<String> unlisted = new TreeSet<>(linking.getOrDefault(runbook.file(), Set.of()));
        runbook.frontMatter().alerts().forEach(listed -> unlisted.remove(listed.value()));
        return unlisted.size() == 1 ? unlisted.stream().findFirst() : Suggestion.nearest(gone, unlisted);
    }

    /** Whether a runbook lists an alert by a name that it no longer has. */
    boolean listsByOldName(Runbook runbook, String name) {
        return runbook.frontMatter().alerts().stream()
                .filter(listed -> !names.contains(listed.value()))
                .anyMatch(gone ->
                        newName(runbook, gone.value()).filter(name::equals).isPresent());
    }
}
