package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.resolve.LinkResolver;
import dev.runproof.compiler.resolve.Site;
import dev.runproof.compiler.workspace.Place;
import dev.runproof.compiler.workspace.RepositoryFiles;
import dev.runproof.compiler.workspace.RepositoryFiles.Lookup;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the files behind links that name pages as the site has them, such as {@code /manual/queues.html}: pages of the same
 * site that are no runbooks, and files that lie where the site has its root.
 */
final class PageSources {

    /** What sites make pages of, behind the name of the page; the link's own name is first. */
    private static final List<String> ENDINGS = List.of(
            "",
            ".md",
            ".html.md",
            ".html.md.erb",
            ".md.erb",
            "/index.md",
            "/_index.md",
            "/README.md",
            "/index.html.md",
            "/index.html.md.erb",
            "/index.html.erb");

    private static final String HTML = ".html";

    private final LinkResolver resolver;
    private final RepositoryFiles files;

    PageSources(Library library) {
        this.resolver = library.resolver();
        this.files = library.files();
    }

    /**
     * Finds a file.
     *
     * @param from the runbook on which the link stands
     * @param path where it leads, decoded, without query and fragment
     * @return the file; nothing if there is none
     */
    Optional<Lookup> find(Runbook from, String path) {
        String page = from.file().path();
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String name = plain.endsWith(HTML) ? plain.substring(0, plain.length() - HTML.length()) : plain;
        for (String start : path.startsWith("/") ? roots(from) : List.of("", folderOf(from))) {
            for (String ending : ENDINGS) {
                Lookup file = files.find(page, start + (ending.isEmpty() ? plain : name + ending));
                if (file.place() == Place.THERE) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    /** The folder that many sites make of a page, beside its file. */
    private static String folderOf(Runbook runbook) {
        return runbook.path().substring(runbook.path().lastIndexOf('/') + 1) + "/";
    }

    /** Folders that may be the root of a site that publishes a runbook: that of all runbooks, and one found by its address. */
    private Set<String> roots(Runbook runbook) {
        String file = runbook.file().path();
        int own = file.lastIndexOf(runbook.path());
        Set<String> roots = new LinkedHashSet<>();
        if (own >= 0) {
            String folder = file.substring(0, own);
            roots.add(rooted(folder));
            for (Site site : resolver.publishing(runbook)) {
                prefix(site)
                        .filter(folder::endsWith)
                        .ifPresent(prefix -> roots.add(rooted(folder.substring(0, folder.length() - prefix.length()))));
            }
        }
        return roots;
    }

    /** A path from the top of the repository, as links that begin with a slash are. */
    private static String rooted(String folder) {
        return folder.isEmpty() ? "" : "/" + folder.substring(0, folder.length() - 1);
    }

    /** What stands before the names of pages in the paths of a site, such as {@code manual/alerts/}. */
    private static Optional<String> prefix(Site site) {
        String address = site.addressOf("");
        int host = address.indexOf("://");
        int begin = host < 0 ? -1 : address.indexOf('/', host + "://".length());
        int end = address.lastIndexOf('/');
        return begin < 0 || end <= begin ? Optional.empty() : Optional.of(address.substring(begin + 1, end + 1));
    }
}
