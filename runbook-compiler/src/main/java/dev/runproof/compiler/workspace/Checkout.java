package dev.runproof.compiler.workspace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkout of Git that something is in. */
public final class Checkout {

    /** A folder in a clone; a file in a worktree. */
    private static final String MARK = ".git";

    private Checkout() {}

    /**
     * Its top: the nearest folder that has {@code .git} in it.
     *
     * @param folder the folder to begin with
     * @return the top, absolute; nothing if the folder is in no checkout
     */
    public static Optional<Path> around(Path folder) {
        return Stream.iterate(folder.toAbsolutePath().normalize(), above -> above != null, Path::getParent)
                .filter(above -> Files.exists(above.resolve(MARK)))
                .findFirst();
    }

    /** The same for a file. */
    public static Optional<Path> of(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .flatMap(Checkout::around);
    }
}
