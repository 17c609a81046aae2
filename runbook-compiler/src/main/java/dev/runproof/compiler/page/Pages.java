package dev.runproof.compiler.page;

import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Runbook;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The pages that there are now, by the names that addresses may have for them. Immutable and thread-safe. */
public final class Pages {

    private final boolean bySlug;
    private final Map<String, Runbook> byName = new HashMap<>();
    private final Map<String, Runbook> bySlugName = new HashMap<>();
    private final Map<String, Runbook> byPath = new HashMap<>();

    /**
     * Takes pages.
     *
     * @param runbooks the runbooks; of two with one name the first counts
     * @param bySlug whether pages are published under their slugs, and not under the paths of their files
     */
    public Pages(List<Runbook> runbooks, boolean bySlug) {
        this.bySlug = bySlug;
        for (Runbook runbook : runbooks) {
            byName.putIfAbsent(nameOf(runbook), runbook);
            bySlugName.putIfAbsent(runbook.slug().value(), runbook);
            byPath.putIfAbsent(runbook.path().toLowerCase(Locale.ROOT), runbook);
        }
    }

    /** The name under which a runbook is published: its slug, or the path of its file. */
    public String nameOf(Runbook runbook) {
        return bySlug ? runbook.slug().value() : runbook.path();
    }

    /** Whether there is a page under a name. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** The page that somebody means by a slug or, whatever its case, a path. */
    public Optional<Runbook> of(String name) {
        return Optional.ofNullable(byName.get(name))
                .or(() -> Optional.ofNullable(bySlugName.get(name)))
                .or(() -> Optional.ofNullable(byPath.get(name.toLowerCase(Locale.ROOT))));
    }

    /** The name that is nearest to one for which there is no page. */
    public Optional<String> nearest(String name) {
        return Suggestion.nearest(name, names());
    }

    /** The names of all pages. */
    public Collection<String> names() {
        return byName.keySet();
    }
}
