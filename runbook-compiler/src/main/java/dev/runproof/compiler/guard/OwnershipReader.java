package dev.runproof.compiler.guard;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.workspace.Checkout;
import dev.runproof.compiler.workspace.FileReader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the {@code CODEOWNERS} of a repository. */
public final class OwnershipReader {

    /** In the order in which GitHub looks, then GitLab's. */
    private static final List<String> PLACES =
            List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS");

    private OwnershipReader() {}

    /**
     * Reads the owners of the repository that a file is in.
     *
     * @param file the file
     * @param root the folder that names of files in findings are relative to
     * @return the owners; those of nobody if there is no repository, or no such file in it that could be read
     */
    public static Ownership read(Path file, Path root) {
        return Checkout.of(file)
                .flatMap(above -> PLACES.stream()
                        .filter(place -> Files.isRegularFile(above.resolve(place), LinkOption.NOFOLLOW_LINKS))
                        .findFirst()
                        .flatMap(place -> read(above, place, root)))
                .orElse(Ownership.NONE);
    }

    private static Optional<Ownership> read(Path repository, String place, Path root) {
        String prefix = new FileReader(repository).nameOf(root);
        return new FileReader(repository)
                .read(repository.resolve(place), new Findings())
                .map(source -> new Ownership(
                        Optional.of(CodeOwners.parse(source.text())), place, prefix.isEmpty() ? "" : prefix + "/"));
    }
}
