package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.workspace.Place;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A link from a runbook to a file that is not there, or is not ours. */
final class BrokenLink implements Check {

    private static final Rule RULE = Rule.error("broken-link");

    /** Whoever has more of them has moved a folder; to compare each name with each would take too long. */
    private static final int MOST_SUGGESTED = 100;

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        Map<String, Optional<Runbook>> byName = new HashMap<>();
        for (Runbook runbook : library.runbooks()) {
            // Of two files with one name neither is meant for certain.
            byName.merge(fileName(runbook.file().path()), Optional.of(runbook), (one, other) -> Optional.empty());
        }
        int missing = 0;
        for (RunbookLink link : RunbookLink.of(library)) {
            if (link.file().place() == Place.OUTSIDE) {
                findings.add(
                        RULE,
                        link.link().span(),
                        "the link leads out of the repository, to "
                                + link.file().name(),
                        "link to a file of the repository, or to an address with https://");
            } else if (link.file().place() == Place.NOWHERE) {
                findings.add(
                        RULE,
                        link.link().span(),
                        "the link leads to a file that does not exist: there is no "
                                + link.file().name(),
                        help(link, byName, missing++ < MOST_SUGGESTED, library));
            }
        }
    }

    private static String help(
            RunbookLink link, Map<String, Optional<Runbook>> byName, boolean compares, Library library) {
        String page = link.runbook().file().path();
        return Optional.ofNullable(byName.get(fileName(link.path())))
                .flatMap(only -> only)
                .map(runbook -> relative(page, runbook.file().path()))
                .or(() -> compares ? library.files().nearest(page, link.path()) : Optional.empty())
                .map(near -> "did you mean " + near + "?")
                .orElse("write the file, or correct the path; "
                        + (link.path().startsWith("/")
                                ? "with a slash before it, it begins at the top"
                                : "it is relative to the folder of " + page));
    }

    private static String relative(String page, String other) {
        Path folder = Path.of("/" + page).normalize().resolveSibling("");
        return folder.relativize(Path.of("/" + other).normalize()).toString().replace('\\', '/');
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
