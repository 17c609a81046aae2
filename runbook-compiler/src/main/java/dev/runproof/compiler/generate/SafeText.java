package dev.runproof.compiler.generate;

import java.util.stream.Collectors;

/**
 * Turns any text into ASCII that cannot leave the place where it stands in Java source code: javac translates
 * {@code \}{@code u} escapes before anything else, even in comments, and editors may show other characters than javac reads.
 */
final class SafeText {

    private static final int LONGEST_COMMENT = 300;
    private static final String HARMLESS_IN_JAVADOC = " -_.,:;/()[]#+='!?$%\"|~";

    private SafeText() {}

    /** A string literal, with its quotes. */
    static String literal(String text) {
        return text.chars().mapToObj(c -> inLiteral((char) c)).collect(Collectors.joining("", "\"", "\""));
    }

    private static String inLiteral(char c) {
        if (c == '"' || c == '\\') {
            return "\\" + c;
        }
        if (c == '\n') {
            return "\\n";
        }
        if (c < ' ' || c == 0x7f) {
            return String.format("\\%03o", (int) c);
        }
        return c < 0x7f ? String.valueOf(c) : String.format("\\u%04x", (int) c);
    }

    /** Plain words in a Javadoc comment, on one line. */
    static String javadoc(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        String some = line.codePoints()
                .limit(LONGEST_COMMENT)
                .mapToObj(SafeText::inJavadoc)
                .collect(Collectors.joining());
        return line.codePointCount(0, line.length()) > LONGEST_COMMENT ? some + "..." : some;
    }

    private static String inJavadoc(int c) {
        boolean harmless = c < 0x7f && (Character.isLetterOrDigit(c) || HARMLESS_IN_JAVADOC.indexOf(c) >= 0);
        if (harmless) {
            return Character.toString(c);
        }
        boolean visible = switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
        return visible ? "&#" + c + ";" : "?";
    }
}
