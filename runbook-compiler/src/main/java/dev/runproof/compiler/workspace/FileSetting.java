package dev.runproof.compiler.workspace;

import dev.runproof.compiler.model.Located;

/**
 * Files that a setting names.
 *
 * @param pattern a glob, a file, or a folder
 * @param optional whether there may be none
 */
public record FileSetting(Located<String> pattern, boolean optional) {

    /** Whether it stands for standard input. */
    public boolean isStandardInput() {
        return pattern.value().equals("-");
    }
}
