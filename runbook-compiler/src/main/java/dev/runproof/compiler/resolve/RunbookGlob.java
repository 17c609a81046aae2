package dev.runproof.compiler.resolve;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.workspace.WorkspaceRules;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;

/**
 * Which runbooks a site publishes.
 *
 * @param matchers take a file relative to the folder of the configuration; one of them has to match; none for all runbooks
 */
record RunbookGlob(List<PathMatcher> matchers) {

    /**
     * Reads a glob; a folder stands for all that is in it.
     *
     * @param written the glob, if there is any
     * @param findings takes what is wrong
     * @return what it matches; nothing if it is no glob
     */
    static Optional<RunbookGlob> parse(Optional<Located<String>> written, Findings findings) {
        if (written.isEmpty()) {
            return Optional.of(new RunbookGlob(List.of()));
        }
        FileSystem files = FileSystems.getDefault();
        String glob = written.get().value().replaceAll("^\\./|/$", "");
        try {
            return Optional.of(new RunbookGlob(List.of(
                    files.getPathMatcher("glob:" + glob),
                    // As in all patterns here, **/ matches no folder as well.
                    files.getPathMatcher("glob:" + glob.replace("**/", "")),
                    files.getPathMatcher("glob:" + glob + "/**"))));
        } catch (IllegalArgumentException e) {
            findings.add(
                    WorkspaceRules.INVALID_CONFIGURATION,
                    written.get().span(),
                    written.get().value() + " is no pattern of files",
                    "close each [ and {, and do not put one {…} into another");
            return Optional.empty();
        }
    }

    boolean matches(Runbook runbook) {
        Path location = Path.of(runbook.location());
        return matchers.isEmpty() || matchers.stream().anyMatch(matcher -> matcher.matches(location));
    }
}
