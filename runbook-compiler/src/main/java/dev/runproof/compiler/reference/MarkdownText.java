package dev.runproof.compiler.reference;

import java.util.regex.Pattern;

/** Writes Markdown in which texts of an index are words and nothing else. Not thread-safe. */
final class MarkdownText {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>()#+!|~&$:@-]");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]");

    private final StringBuilder text = new StringBuilder();

    void line(String line) {
        text.append(line).append('\n');
    }

    /** Paragraphs of plain words, each behind an empty line. */
    void paragraphs(String words) {
        for (String paragraph : words.split("\n\\s*\n", -1)) {
            if (!paragraph.isBlank()) {
                line("");
                line(cell(paragraph));
            }
        }
    }

    /** Words on one line. What Markdown or HTML could take for something else is escaped where it could be taken so. */
    static String cell(String words) {
        String line = UNSEEN.matcher(words.strip().replaceAll("\\s+", " ")).replaceAll("?");
        var safe = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean within = (c == '-' || c == ':' || c == '(' || c == ')' || c == '+' || c == '#') && i > 0;
            if ((SPECIAL.matcher(String.valueOf(c)).matches() && !within) || isOrdinal(line, i)) {
                safe.append('\\');
            }
            safe.append(c);
        }
        // An address would become a link, and so would a name at a host.
        return safe.toString().replace("://", ":\\//").replace("www.", "www\\.");
    }

    /** The point or bracket that makes a number at the beginning that of a list. */
    private static boolean isOrdinal(String line, int at) {
        return (line.charAt(at) == '.' || line.charAt(at) == ')')
                && at > 0
                && line.substring(0, at).chars().allMatch(Character::isDigit);
    }

    /** Code on one line, also within a table. */
    static String code(String text) {
        String line = UNSEEN.matcher(text).replaceAll("?");
        String fence = "`";
        while (line.contains(fence)) {
            fence += "`";
        }
        String padding = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + padding + line.replace("|", "\\|") + padding + fence;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
