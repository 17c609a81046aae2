package dev.runproof.site;

import dev.runproof.compiler.site.PageEntry;
import java.util.List;

/**
 * Runbooks that have something in common. Public for the templates alone.
 *
 * @param name what
 * @param anchor the name of its heading
 * @param entries the runbooks
 */
public record Group(String name, String anchor, List<PageEntry> entries) {

    /** Takes the list as it is now. */
    public Group {
        entries = List.copyOf(entries);
    }
}
