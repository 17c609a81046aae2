package dev.runproof.compiler.site;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that the website shows. The pages of runbooks are made one by one when they are asked for. Immutable and thread-safe.
 *
 * @param title what it is called
 * @param address the address of its root, ending with a slash; empty where runbooks are published by other means
 * @param asOf the day that counts as today
 * @param commit the commit that it was made of
 * @param entries the runbooks, by title
 * @param aliases other names of their pages
 * @param alerts the alerts that lead to pages: names, with the names of the pages
 * @param coverage what has a runbook and what has not
 * @param reference what runbooks can name
 * @param pictures the pictures on the pages of runbooks
 * @param sources the folders in which the files are that it is made of
 * @param pages makes the page of an entry
 */
public record Website(
        String title,
        Optional<String> address,
        LocalDate asOf,
        Optional<String> commit,
        List<PageEntry> entries,
        List<Alias> aliases,
        List<AlertEntry> alerts,
        Coverage coverage,
        Reference reference,
        List<Picture> pictures,
        List<Path> sources,
        Function<PageEntry, RunbookPage> pages) {

    /**
     * An alert in the list of alerts.
     *
     * @param name its name
     * @param severity its severity
     * @param page the page to which it leads; empty for none
     */
    public record AlertEntry(String name, Optional<String> severity, Optional<PageEntry> page) {}

    /** Takes the lists as they are now. */
    public Website {
        entries = List.copyOf(entries);
        aliases = List.copyOf(aliases);
        alerts = List.copyOf(alerts);
        pictures = List.copyOf(pictures);
        sources = List.copyOf(sources);
    }

    /** The page of a runbook. */
    public RunbookPage page(PageEntry entry) {
        return pages.apply(entry);
    }
}
