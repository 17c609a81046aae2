package dev.runproof.compiler.workspace;

import static dev.runproof.compiler.workspace.WorkspaceRules.INVALID_CONFIGURATION;
import static dev.runproof.compiler.workspace.WorkspaceRules.NOTHING_TO_CHECK;
import static dev.runproof.compiler.workspace.WorkspaceRules.UNREADABLE_FILE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Finds the files that {@code runbook.yaml} names. A pattern that finds none is a finding: silence would look like success. */
public final class FileSearch {

    private final Path folder;
    private final FileReader reader;
    private final Findings findings;

    /**
     * A file that was found.
     *
     * @param path where it is
     * @param below its path below the folder in which the search began, with {@code /} between folders
     * @param setting what it was found for: of several the first
     */
    public record Found(Path path, String below, FileSetting setting) {}

    /**
     * Makes a search.
     *
     * @param folder the folder that patterns are relative to
     * @param reader names files
     * @param findings takes what is wrong
     */
    public FileSearch(Path folder, FileReader reader, Findings findings) {
        this.folder = folder;
        this.reader = reader;
        this.findings = findings;
    }

    /**
     * Finds files. Links to folders are not followed, and a link to a file is refused if it leads out of the folder in which
     * the search began.
     *
     * @param settings globs, files or folders
     * @param ending what files of a folder are taken, as a glob such as {@code *.md}
     * @return the files by path, each once
     */
    public List<Found> find(List<FileSetting> settings, String ending) {
        Map<Path, Found> all = new TreeMap<>();
        for (FileSetting setting : settings) {
            List<Found> some = parse(setting.pattern(), ending)
                    .map(pattern -> find(pattern, setting, ending))
                    .orElse(List.of());
            for (Found found : some) {
                all.putIfAbsent(found.path(), found);
            }
        }
        return List.copyOf(all.values());
    }

    /**
     * The path that a file which is not there yet will have below the folder in which the search begins.
     *
     * @param settings globs, files or folders
     * @param ending what files of a folder are taken, as a glob such as {@code *.md}
     * @param file the file
     * @return the path, with {@code /} between folders; nothing if it will not be found
     */
    public Optional<String> below(List<FileSetting> settings, String ending, Path file) {
        Path normal = file.normalize();
        return settings.stream()
                .flatMap(setting -> parse(setting.pattern(), ending).stream())
                .filter(pattern -> normal.startsWith(pattern.root()))
                .map(pattern -> new Below(pattern, pattern.root().relativize(normal)))
                .filter(below -> below.pattern.matches(below.path) && !below.isHidden())
                .map(below ->
                        below.path.toString().replace(below.path.getFileSystem().getSeparator(), "/"))
                .findFirst();
    }

    private record Below(FilePattern pattern, Path path) {
        boolean isHidden() {
            return StreamSupport.stream(path.spliterator(), false)
                    .limit(path.getNameCount() - 1L)
                    .anyMatch(folder -> folder.toString().startsWith("."));
        }
    }

    private Optional<FilePattern> parse(Located<String> pattern, String ending) {
        try {
            return Optional.of(FilePattern.of(pattern, folder, ending));
        } catch (IllegalArgumentException e) {
            findings.add(
                    INVALID_CONFIGURATION,
                    pattern.span(),
                    pattern.value() + " is no pattern of files",
                    "close each [ and {, and do not put one {…} into another");
            return Optional.empty();
        }
    }

    private List<Found> find(FilePattern pattern, FileSetting setting, String ending) {
        var found = new ArrayList<Found>();
        if (Files.isDirectory(pattern.root())) {
            try {
                // No deeper than it can match: beside a configuration may be a whole website.
                Files.walkFileTree(pattern.root(), Set.of(), pattern.depth(), new Visitor(pattern, setting, found));
            } catch (IOException e) {
                findings.add(
                        UNREADABLE_FILE,
                        pattern.span(),
                        "cannot read " + reader.nameOf(pattern.root()),
                        "look at its permissions");
            }
        }
        if (found.isEmpty() && !setting.optional()) {
            findings.add(
                    NOTHING_TO_CHECK,
                    pattern.span(),
                    Files.isDirectory(folder.resolve(pattern.written()))
                            ? "there is no file " + ending + " in " + pattern.written()
                            : "there is no file " + pattern.written(),
                    "mend the pattern, which is relative to the folder of this file; where there may be none, write { files: "
                            + pattern.written() + ", optional: true }");
        }
        found.sort(Comparator.comparing(Found::path));
        return found;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final FilePattern pattern;
        private final FileSetting setting;
        private final List<Found> found;

        Visitor(FilePattern pattern, FileSetting setting, List<Found> found) {
            this.pattern = pattern;
            this.setting = setting;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            boolean hidden =
                    !dir.equals(pattern.root()) && dir.getFileName().toString().startsWith(".");
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Path below = pattern.root().relativize(file);
            // Where the search goes no deeper, folders come here too.
            if (!attributes.isDirectory() && pattern.matches(below) && isInside(file, attributes)) {
                found.add(new Found(
                        file, below.toString().replace(below.getFileSystem().getSeparator(), "/"), setting));
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean isInside(Path file, BasicFileAttributes attributes) {
            if (!attributes.isSymbolicLink()) {
                return attributes.isRegularFile() || refuse(file);
            }
            try {
                Path real = file.toRealPath();
                if (real.startsWith(pattern.root().toRealPath())) {
                    return Files.isRegularFile(real) || (!Files.isDirectory(real) && refuse(file));
                }
            } catch (IOException e) {
                // A link to nowhere is told below, as one that leads out is.
            }
            findings.add(
                    UNREADABLE_FILE,
                    pattern.span(),
                    reader.nameOf(file) + " is a link to nowhere, or out of " + reader.nameOf(pattern.root()),
                    "put the file itself there");
            return false;
        }

        private boolean refuse(Path file) {
            findings.add(
                    UNREADABLE_FILE,
                    pattern.span(),
                    reader.nameOf(file) + " is no file, but a pipe, a socket or a device",
                    "remove it, or name the files without it");
            return false;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            findings.add(
                    UNREADABLE_FILE, pattern.span(), "cannot read " + reader.nameOf(file), "look at its permissions");
            return FileVisitResult.CONTINUE;
        }
    }
}
