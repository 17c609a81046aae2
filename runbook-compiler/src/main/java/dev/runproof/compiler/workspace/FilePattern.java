package dev.runproof.compiler.workspace;

import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.Span;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/**
 * Files by a pattern: a folder in which the search begins, and what a path below it has to match.
 *
 * @param written the pattern as it was written
 * @param span where it was written
 * @param root the folder: what precedes the first wildcard
 * @param matchers take a path relative to that folder; one of them has to match
 * @param depth how many names such a path has at most
 */
record FilePattern(String written, Span span, Path root, List<PathMatcher> matchers, int depth) {

    /**
     * Reads a pattern.
     *
     * @param pattern a glob as in {@link FileSystem#getPathMatcher}, a file, or a folder, which stands for all files in it
     * @param base the folder that it is relative to
     * @param ending what files of a folder are taken, as a glob such as {@code *.md}
     * @throws IllegalArgumentException if it is no glob, or no path
     */
    static FilePattern of(Located<String> pattern, Path base, String ending) {
        String text = pattern.value();
        int wildcard = firstWildcard(text);
        if (wildcard < 0 && (text.endsWith("/") || Files.isDirectory(base.resolve(text)))) {
            return below(base.resolve(text), "**/" + ending, pattern);
        }
        int cut = text.lastIndexOf('/', wildcard < 0 ? text.length() : wildcard);
        return below(base.resolve(text.substring(0, cut + 1)), text.substring(cut + 1), pattern);
    }

    private static FilePattern below(Path root, String glob, Located<String> pattern) {
        FileSystem files = root.getFileSystem();
        // People expect of **/ that it also matches no folder at all; a glob of the JDK wants at least one.
        return new FilePattern(
                pattern.value(),
                pattern.span(),
                root.normalize(),
                List.of(files.getPathMatcher("glob:" + glob), files.getPathMatcher("glob:" + glob.replace("**/", ""))),
                depth(glob));
    }

    /** Nothing but two stars reaches over a slash that is not written. */
    private static int depth(String glob) {
        return glob.contains("**")
                ? Integer.MAX_VALUE
                : 1 + (int) glob.chars().filter(c -> c == '/').count();
    }

    boolean matches(Path relative) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(relative));
    }

    private static int firstWildcard(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("*?[{\\".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
