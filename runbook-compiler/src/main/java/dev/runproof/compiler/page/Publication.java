package dev.runproof.compiler.page;

import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pages that there are, and those that there were.
 *
 * @param pages the pages that there are
 * @param redirects the old names that lead to them
 * @param lock every page that was ever published; empty where nobody keeps that
 */
public record Publication(Pages pages, RedirectTable redirects, Optional<SlugsLock> lock) {

    /**
     * Puts them together.
     *
     * @param pages the pages that there are
     * @param redirects the redirects
     * @param lock every page that was ever published
     * @return the publication
     */
    public static Publication of(Pages pages, List<Redirect> redirects, Optional<SlugsLock> lock) {
        return new Publication(pages, new RedirectTable(redirects, pages), lock);
    }

    /** What {@code slugs.lock} has to say from now on: all that it says, and the pages that there are. */
    public SlugsLock nextLock(List<Runbook> runbooks) {
        Map<String, SlugsLock.Entry> entries = new HashMap<>();
        lock.ifPresent(before -> entries.putAll(before.entries()));
        for (Runbook runbook : runbooks) {
            String name = pages.nameOf(runbook);
            entries.put(
                    name, new SlugsLock.Entry(new Located<>(name, runbook.slug().span()), runbook.location()));
        }
        return new SlugsLock(entries);
    }
}
