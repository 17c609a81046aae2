package dev.runproof.compiler.workspace;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks for the files that pages link to, in one folder and nowhere else. Each is looked for once. Thread-safe. */
public final class RepositoryFiles {

    private final FileReader reader;
    private final Tree tree;

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
        this.tree = new Tree(root.toAbsolutePath().normalize());
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
            return new Lookup(reader.nameOf(file), tree.at(file));
        } catch (InvalidPathException e) {
            return new Lookup(path, Place.NOWHERE);
        }
    }

    private Path resolve(String page, String path) {
        Path from = path.startsWith("/") ? tree.top() : tree.top().resolve(page).resolveSibling("");
        return from.resolve(path.replaceAll("^/+", "")).normalize();
    }

    /**
     * The path that is probably meant by one that leads nowhere: a file of nearly the same name in the same folder.
     *
     * @param page the name of the file that links to it
     * @param path the path, as for {@link #find}
     */
    public Optional<String> nearest(String page, String path) {
        try {
            String before = path.substring(0, path.lastIndexOf('/') + 1);
            return tree.nearestTo(resolve(page, path)).map(name -> before + name);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
