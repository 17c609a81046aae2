package dev.runproof.compiler.workspace;

import dev.runproof.compiler.model.Located;

/**
 * Files that a setting names.
 *
 * @param pattern a glob, a file, or a folder
 * @param optional whether there may be none
 */
public record FileSetting(Located<String> pattern, boolean optional) {}
