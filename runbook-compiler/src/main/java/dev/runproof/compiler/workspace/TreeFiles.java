package dev.runproof.compiler.workspace;

import dev.runproof.compiler.finding.Suggestion;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which files that commands name are in the tree that a runbook belongs to. Answers nothing about what lies outside of it, also not by way
 * of links.
 */
public final class TreeFiles {

    /** The folder that marks the top of a checkout. */
    private static final String MARK = ".git";

    private static final int MOST_COMPARED = 1_000;

    private final Path folder;
    private final Path root;
    private final Path tree;

    /**
     * Looks for the tree: the checkout that a configuration is in, else the folder in which the compiler was called, if the
     * configuration is in that, else the configuration's own.
     *
     * @param root the folder in which the compiler was called
     * @param folder the folder of {@code runbook.yaml}
     */
    public TreeFiles(Path root, Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.root = root.toAbsolutePath().normalize();
        this.tree = Stream.iterate(Optional.of(this.folder), Optional::isPresent, path -> path.map(Path::getParent))
                .flatMap(Optional::stream)
                .filter(path -> Files.exists(path.resolve(MARK)))
                .findFirst()
                .orElse(this.folder.startsWith(this.root) ? this.root : this.folder);
    }

    /**
     * Whether a path leads to a file or folder of the tree, from the folder of a runbook, from that of the configuration, from
     * the one in which the compiler was called, or from the top of the tree.
     *
     * @param location the runbook's file, relative to the folder of the configuration
     * @param path the path, relative, with {@code /} between folders
     */
    public boolean exist(String location, String path) {
        return candidates(location, path).stream().anyMatch(this::isThere);
    }

    /** Whether a path may lead to something in the tree: it is relative, and does not lead out of it from everywhere. */
    public boolean isWithin(String location, String path) {
        return !candidates(location, path).isEmpty();
    }

    /**
     * The path of a file that has nearly the same name and is in the same folder.
     *
     * @param location the runbook's file
     * @param path a path that leads nowhere
     */
    public Optional<String> near(String location, String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        for (Path candidate : candidates(location, path)) {
            Path parent = candidate.getParent();
            if (parent != null && isThere(parent) && Files.isDirectory(parent)) {
                Optional<String> near = Suggestion.nearest(name, names(parent));
                if (near.isPresent()) {
                    return near.map(found -> path.substring(0, slash + 1) + found);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> names(Path folder) {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                names.add(String.valueOf(file.getFileName()));
                if (names.size() == MOST_COMPARED) {
                    break;
                }
            }
        } catch (IOException e) {
            // Without its names there is nothing to suggest.
            return List.of();
        }
        return names;
    }

    private List<Path> candidates(String location, String path) {
        try {
            Path runbook = folder.resolve(location).normalize();
            return Stream.of(runbook.resolveSibling(path), folder.resolve(path), root.resolve(path), tree.resolve(path))
                    .map(Path::normalize)
                    .filter(candidate -> candidate.startsWith(tree) && !candidate.equals(tree))
                    .distinct()
                    .toList();
        } catch (InvalidPathException e) {
            return List.of();
        }
    }

    private boolean isThere(Path candidate) {
        try {
            return candidate.toRealPath().startsWith(tree.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
