package dev.runproof.compiler.workspace;

import dev.runproof.compiler.finding.Suggestion;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Looks for the files that pages link to, in one folder and nowhere else. Each is looked for once. Thread-safe. */
public final class RepositoryFiles {

    private static final int MOST_COMPARED = 1_000;

    private final FileReader reader;
    private final Path root;
    private final Map<Path, Place> known = new ConcurrentHashMap<>();
    private final Map<Path, List<String>> folders = new ConcurrentHashMap<>();

    /** Where a path leads. */
    public enum Place {
        /** To a file or a folder. */
        THERE,
        /** To nothing. */
        NOWHERE,
        /** Out of the folder, be it by itself or by a link of the file system; what is there is not looked at. */
        OUTSIDE
    }

    /**
     * A path and what is there.
     *
     * @param name its name in findings
     * @param place where it leads
     */
    public record Lookup(String name, Place place) {}

    /**
     * Takes the folder.
     *
     * @param root the folder
     */
    public RepositoryFiles(Path root) {
        this.reader = new FileReader(root);
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * Looks for a file.
     *
     * @param page the name of the file that links to it, as in findings
     * @param path the path of the other, relative to the page; relative to the folder if it begins with a slash
     */
    public Lookup find(String page, String path) {
        try {
            Path file = resolve(page, path);
            return new Lookup(reader.nameOf(file), known.computeIfAbsent(file, this::look));
        } catch (InvalidPathException e) {
            return new Lookup(path, Place.NOWHERE);
        }
    }

    private Path resolve(String page, String path) {
        Path from = path.startsWith("/") ? root : root.resolve(page).resolveSibling("");
        return from.resolve(path.replaceAll("^/+", "")).normalize();
    }

    private Place look(Path file) {
        if (!file.startsWith(root)) {
            return Place.OUTSIDE;
        }
        try {
            return file.toRealPath().startsWith(root.toRealPath()) ? Place.THERE : Place.OUTSIDE;
        } catch (IOException e) {
            return Place.NOWHERE;
        }
    }

    /**
     * The path that is probably meant by one that leads nowhere: a file of nearly the same name in the same folder.
     *
     * @param page the name of the file that links to it
     * @param path the path, as for {@link #find}
     */
    public Optional<String> nearest(String page, String path) {
        try {
            Path file = resolve(page, path);
            Path folder = Optional.ofNullable(file.getParent()).orElse(root);
            if (known.computeIfAbsent(folder, this::look) != Place.THERE || file.getFileName() == null) {
                return Optional.empty();
            }
            String before = path.substring(0, path.lastIndexOf('/') + 1);
            return Suggestion.nearest(
                            file.getFileName().toString(), folders.computeIfAbsent(folder, RepositoryFiles::names))
                    .map(name -> before + name);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static List<String> names(Path folder) {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (names.size() == MOST_COMPARED) {
                    return List.of();
                }
                names.add(String.valueOf(file.getFileName()));
            }
        } catch (IOException e) {
            return List.of();
        }
        return names;
    }
}
