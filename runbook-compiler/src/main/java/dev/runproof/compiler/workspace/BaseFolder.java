package dev.runproof.compiler.workspace;

import static dev.runproof.compiler.workspace.WorkspaceRules.INVALID_CONFIGURATION;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder with a checkout of the state that a change is compared with. */
public final class BaseFolder {

    private final Path folder;
    private final Path root;

    /**
     * Takes a folder.
     *
     * @param folder the root of the checkout
     * @param root the folder that stands for it if the configuration is in no checkout of Git
     */
    public BaseFolder(Path folder, Path root) {
        this.folder = folder.toAbsolutePath().normalize();
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * Where a file would be in the base: at the same path below the root of the checkout, be that of Git or the folder where the
     * compiler was called.
     *
     * @param file a file of the state that is checked
     * @param findings takes why the folder cannot be a base
     * @return the file; nothing if the base does not have it, or is no base
     */
    public Optional<Path> find(Path file, Findings findings) {
        Path absolute = file.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            refuse("the base " + folder.getFileName() + " is no folder", findings);
            return Optional.empty();
        }
        Optional<Path> found = Stream.concat(Checkout.of(absolute).stream(), Stream.of(root))
                .filter(absolute::startsWith)
                .map(above -> folder.resolve(above.relativize(absolute)))
                .filter(Files::isRegularFile)
                .findFirst();
        if (found.filter(absolute::equals).isPresent()) {
            refuse("the base is the same folder as what is checked", findings);
            return Optional.empty();
        }
        return found;
    }

    private static void refuse(String message, Findings findings) {
        findings.add(
                INVALID_CONFIGURATION,
                new SourceFile("base", "").all(),
                message,
                "name a folder with a checkout of what the change is compared with, such as"
                        + " git worktree add ../base origin/main makes");
    }
}
