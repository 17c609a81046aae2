package dev.runproof.compiler.page;

import dev.runproof.compiler.model.Runbook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Redirects, each followed to its end once. Immutable and thread-safe. */
public final class RedirectTable {

    private final List<Redirect> redirects;
    private final Map<String, End> ends = new HashMap<>();

    /** Where a redirect leads. */
    public sealed interface End {

        /**
         * To a page.
         *
         * @param runbook the page
         * @param last the redirect that names it
         */
        record Page(Runbook runbook, Redirect last) implements End {}

        /**
         * To a name for which there is neither a page nor a redirect.
         *
         * @param last the redirect that names it
         */
        record Nowhere(Redirect last) implements End {}

        /** Back to where it was. */
        record Loop() implements End {}
    }

    /**
     * Follows redirects.
     *
     * @param redirects the redirects, no old name twice
     * @param pages the pages that there are
     */
    public RedirectTable(List<Redirect> redirects, Pages pages) {
        this.redirects = List.copyOf(redirects);
        Map<String, Redirect> byName = new HashMap<>();
        this.redirects.forEach(redirect -> byName.putIfAbsent(redirect.from().value(), redirect));
        for (Redirect redirect : this.redirects) {
            follow(redirect, byName, pages);
        }
    }

    /** Walks until something is known, and notes that for all that was passed: each redirect is passed once. */
    private void follow(Redirect start, Map<String, Redirect> byName, Pages pages) {
        var passed = new ArrayList<String>();
        Set<String> seen = new HashSet<>();
        Redirect at = start;
        End end = ends.get(at.from().value());
        while (end == null) {
            passed.add(at.from().value());
            seen.add(at.from().value());
            Redirect next = byName.get(at.page());
            Optional<Runbook> page = pages.of(at.page());
            if (page.isPresent()) {
                end = new End.Page(page.get(), at);
            } else if (next == null) {
                end = new End.Nowhere(at);
            } else if (seen.contains(at.page())) {
                end = new End.Loop();
            } else {
                at = next;
                end = ends.get(at.from().value());
            }
        }
        for (String name : passed) {
            ends.put(name, end);
        }
    }

    /** The redirects, in their order. */
    public List<Redirect> redirects() {
        return redirects;
    }

    /** Where an old name leads; nothing if it has no redirect. */
    public Optional<End> end(String name) {
        return Optional.ofNullable(ends.get(name));
    }
}
