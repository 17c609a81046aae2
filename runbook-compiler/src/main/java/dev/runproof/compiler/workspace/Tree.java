package dev.runproof.compiler.workspace;

import dev.runproof.compiler.finding.Suggestion;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What there is in a folder, at any depth. Says nothing about what lies outside of it, also not by way of links. Each path is
 * looked at once. Thread-safe.
 */
final class Tree {

    /** Among more names than that, what was meant cannot be guessed. */
    private static final int MOST_COMPARED = 1_000;

    private final Path top;
    private final Map<Path, Place> known = new ConcurrentHashMap<>();
    private final Map<Path, List<String>> folders = new ConcurrentHashMap<>();

    /**
     * Takes the folder.
     *
     * @param top the folder, absolute and without {@code ..}
     */
    Tree(Path top) {
        this.top = top;
    }

    Path top() {
        return top;
    }

    /**
     * Looks.
     *
     * @param path a path, absolute and without {@code ..}
     */
    Place at(Path path) {
        return known.computeIfAbsent(path, this::look);
    }

    private Place look(Path path) {
        if (!path.startsWith(top)) {
            return Place.OUTSIDE;
        }
        try {
            return path.toRealPath().startsWith(top.toRealPath()) ? Place.THERE : Place.OUTSIDE;
        } catch (IOException e) {
            return Place.NOWHERE;
        }
    }

    /** The name of a file in the same folder that is nearest to that of one that is not there. */
    Optional<String> nearestTo(Path missing) {
        Path folder = missing.getParent();
        Path name = missing.getFileName();
        return folder == null || name == null || at(folder) != Place.THERE
                ? Optional.empty()
                : Suggestion.nearest(name.toString(), folders.computeIfAbsent(folder, Tree::names));
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
