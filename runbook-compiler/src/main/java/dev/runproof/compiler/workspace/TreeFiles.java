package dev.runproof.compiler.workspace;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which files that commands name are in the tree that a runbook belongs to. Answers nothing about what lies outside of it, also not by way
 * of links. Thread-safe.
 */
public final class TreeFiles {

    private final Path folder;
    private final Path root;
    private final Tree tree;

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
        this.tree = new Tree(
                Checkout.around(this.folder).orElse(this.folder.startsWith(this.root) ? this.root : this.folder));
    }

    /**
     * Whether a path leads to a file or folder of the tree, from the folder of a runbook, from that of the configuration, from
     * the one in which the compiler was called, or from the top of the tree.
     *
     * @param location the runbook's file, relative to the folder of the configuration
     * @param path the path, relative, with {@code /} between folders
     */
    public boolean exist(String location, String path) {
        return candidates(location, path).stream().anyMatch(candidate -> tree.at(candidate) == Place.THERE);
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
        String before = path.substring(0, path.lastIndexOf('/') + 1);
        return candidates(location, path).stream()
                .flatMap(candidate -> tree.nearestTo(candidate).stream())
                .findFirst()
                .map(name -> before + name);
    }

    private List<Path> candidates(String location, String path) {
        try {
            Path runbook = folder.resolve(location).normalize();
            return Stream.of(
                            runbook.resolveSibling(path),
                            folder.resolve(path),
                            root.resolve(path),
                            tree.top().resolve(path))
                    .map(Path::normalize)
                    .filter(candidate -> candidate.startsWith(tree.top()) && !candidate.equals(tree.top()))
                    .distinct()
                    .toList();
        } catch (InvalidPathException e) {
            return List.of();
        }
    }
}
