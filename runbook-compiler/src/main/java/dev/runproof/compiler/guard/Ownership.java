package dev.runproof.compiler.guard;

import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * Who has to agree to changes of the files that were read.
 *
 * @param owners what {@code CODEOWNERS} says; empty if there is none
 * @param file the name of that file, for people
 * @param prefix what stands before the names of files in findings to make them paths in the repository: a path ending with
 *     {@code /}, or nothing
 */
public record Ownership(Optional<CodeOwners> owners, String file, String prefix) {

    /** That of a repository in which nobody owns anything. */
    public static final Ownership NONE = new Ownership(Optional.empty(), "CODEOWNERS", "");

    /** Whether nobody owns anything. */
    boolean none() {
        return owners.isEmpty();
    }

    /** The owners of a file; none for one outside of the repository. */
    List<String> of(SourceFile source) {
        return owners.map(all -> all.of(prefix + source.path())).orElse(List.of());
    }
}
