package dev.runproof.compiler.check;

import dev.runproof.compiler.anchor.Dialect;
import dev.runproof.compiler.markdown.MarkdownLink;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.resolve.PageLinks;
import dev.runproof.compiler.resolve.PercentEncoding;
import dev.runproof.compiler.resolve.Resolution;
import dev.runproof.compiler.resolve.Site;
import dev.runproof.compiler.workspace.Place;
import dev.runproof.compiler.workspace.RepositoryFiles.Lookup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A link within a runbook that leads to a file or a page of ours. Of those with a scheme only what leads to one of our pages
 * is: all others are for other tools.
 *
 * @param runbook the runbook on which it stands
 * @param link the link
 * @param path its path, decoded; empty if it leads to its own page
 * @param file the file to which the path leads; where the path leads to a page of a site, that page's
 * @param target the runbook to which it leads, if it is one
 * @param dialects the rules by which the headings of the target have anchors where it is read
 */
record RunbookLink(
        Runbook runbook, MarkdownLink link, String path, Lookup file, Optional<Runbook> target, Set<Dialect> dialects) {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

    /** Shortcodes of Hugo and templates of others: what they become is not known here. */
    private static final List<String> TEMPLATES = List.of("{{", "{%", "<%");

    /** All such links, by runbook and place. */
    static List<RunbookLink> of(Library library) {
        Map<String, Runbook> byFile = new HashMap<>();
        library.runbooks().forEach(runbook -> byFile.put(runbook.file().path(), runbook));
        var pages = new PageLinks(library.resolver());
        var links = new ArrayList<RunbookLink>();
        for (Runbook runbook : library.runbooks()) {
            for (MarkdownLink link : runbook.document().links()) {
                if (isOurs(link.destination())) {
                    links.add(of(runbook, link, library, byFile, pages));
                } else if (link.destination().startsWith("https://")) {
                    absolute(runbook, link, library).ifPresent(links::add);
                }
            }
        }
        return links;
    }

    private static Optional<RunbookLink> absolute(Runbook runbook, MarkdownLink link, Library library) {
        String address = beforeAny(link.destination(), "?#");
        return library.resolver().resolve(address) instanceof Resolution.Page page
                ? Optional.of(new RunbookLink(
                        runbook,
                        link,
                        address,
                        new Lookup(page.runbook().file().path(), Place.THERE),
                        Optional.of(page.runbook()),
                        Set.of(page.site().orElseThrow().headings())))
                : Optional.empty();
    }

    private static boolean isOurs(String destination) {
        return !destination.isBlank()
                && !destination.startsWith("//")
                && !SCHEME.matcher(destination).matches()
                && TEMPLATES.stream().noneMatch(destination::contains);
    }

    private static RunbookLink of(
            Runbook runbook, MarkdownLink link, Library library, Map<String, Runbook> byFile, PageLinks pages) {
        String written = beforeAny(link.destination(), "?#");
        String path = PercentEncoding.decode(written);
        if (path.isEmpty()) {
            var itself = new Lookup(runbook.file().path(), Place.THERE);
            return new RunbookLink(runbook, link, path, itself, Optional.of(runbook), dialects(runbook, library));
        }
        Lookup file = library.files().find(runbook.file().path(), path);
        if (file.place() != Place.THERE) {
            Optional<Resolution.Page> page = pages.follow(runbook, written);
            if (page.isPresent()) {
                Runbook target = page.get().runbook();
                return new RunbookLink(
                        runbook,
                        link,
                        path,
                        new Lookup(target.file().path(), Place.THERE),
                        Optional.of(target),
                        Set.of(page.get().site().orElseThrow().headings()));
            }
        }
        if (file.place() == Place.NOWHERE) {
            file = new PageSources(library).find(runbook, path).orElse(file);
        }
        Optional<Runbook> target = Optional.ofNullable(byFile.get(file.name()));
        return new RunbookLink(
                runbook,
                link,
                path,
                file,
                target,
                target.map(to -> dialects(to, library)).orElse(Set.of()));
    }

    /** A page is read as a source on GitHub, and where it is published. */
    private static Set<Dialect> dialects(Runbook runbook, Library library) {
        Set<Dialect> dialects = new LinkedHashSet<>();
        dialects.add(Dialect.GITHUB);
        library.resolver().publishing(runbook).stream().map(Site::headings).forEach(dialects::add);
        return dialects;
    }

    /** The name of a heading, decoded; empty if it names none, or lines of the source. */
    String fragment() {
        String destination = link.destination();
        int hash = destination.indexOf('#');
        boolean lines = hash >= 0 && destination.substring(0, hash).contains("?plain=1");
        return hash < 0 || lines ? "" : PercentEncoding.decode(destination.substring(hash + 1));
    }

    private static String beforeAny(String text, String ends) {
        for (int i = 0; i < text.length(); i++) {
            if (ends.indexOf(text.charAt(i)) >= 0) {
                return text.substring(0, i);
            }
        }
        return text;
    }
}
