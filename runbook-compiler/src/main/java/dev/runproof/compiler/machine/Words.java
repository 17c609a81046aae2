package dev.runproof.compiler.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks text into lines for a drawing, which knows no fonts: lengths are in characters. */
final class Words {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Words() {}

    /** The lines of a text, each of a number of characters at most; a word that is longer is cut into several. */
    static List<String> lines(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : SPACE.splitAsStream(text.strip()).toList()) {
            String rest = word;
            if (!line.isEmpty() && line.length() + 1 + rest.codePointCount(0, rest.length()) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.codePointCount(0, rest.length()) > width) {
                int end = rest.offsetByCodePoints(0, width);
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }
}
