package dev.runproof.compiler.guard;

import java.util.ArrayList;
import java.util.List;

/**
 * Who has to agree to a change of a file, as {@code CODEOWNERS} says it on GitHub: the last pattern that matches decides, and a
 * pattern without owners takes them away. Headings of GitLab's sections are passed over. Immutable.
 *
 * <p>Source: GitHub's documentation, "About code owners", section "CODEOWNERS syntax".
 */
public final class CodeOwners {

    private final List<Line> lines;

    private record Line(OwnedPaths paths, List<String> owners) {}

    private CodeOwners(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * Reads the file.
     *
     * @param text its text
     * @return the owners; lines that no pattern can be read of are left out, as GitHub does
     */
    public static CodeOwners parse(String text) {
        var lines = new ArrayList<Line>();
        for (String line : text.lines().toList()) {
            String written = withoutComment(line).strip();
            boolean section = written.startsWith("[") || written.startsWith("^[");
            if (!written.isEmpty() && !section && !written.startsWith("!")) {
                List<String> words = List.of(written.split("\\s+", -1));
                lines.add(new Line(new OwnedPaths(words.get(0)), words.subList(1, words.size())));
            }
        }
        return new CodeOwners(lines);
    }

    private static String withoutComment(String line) {
        int comment = line.startsWith("#") ? 0 : line.indexOf(" #");
        return comment < 0 ? line : line.substring(0, comment);
    }

    /**
     * The owners of a file.
     *
     * @param path its path in the repository, with {@code /} between folders
     * @return names as they are written; none if nobody owns it
     */
    public List<String> of(String path) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).paths().matches(path)) {
                return lines.get(i).owners();
            }
        }
        return List.of();
    }
}
