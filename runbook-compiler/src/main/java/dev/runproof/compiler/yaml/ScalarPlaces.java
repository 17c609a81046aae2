package dev.runproof.compiler.yaml;

import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where parts of a text stand in the file, in whichever way YAML has it: plain, in quotes with escapes, folded or literal.
 * Immutable.
 *
 * <p>The text and what is written are gone through side by side: white space, of which folding and indentation make more or
 * less, is stepped over on both sides, and all else is the same character on both, or an escape.
 */
public final class ScalarPlaces {

    /** An anchor and a tag may precede the value. */
    private static final Pattern PROPERTIES = Pattern.compile("(?:[&!][^\\s]*\\s+){0,2}");

    private final Scalar scalar;

    /**
     * Takes a text; where its parts stand is found out when somebody asks.
     *
     * @param scalar the text
     */
    public ScalarPlaces(Scalar scalar) {
        this.scalar = scalar;
    }

    /** The text. */
    public String text() {
        return scalar.text();
    }

    /** Where all of it stands, with its quotes. */
    public Span span() {
        return scalar.span();
    }

    /**
     * Where a part stands.
     *
     * @param start the offset of its first character in the text
     * @param end the offset behind its last one; equal to {@code start} for a place between characters
     * @return its place, without white space at its ends; the place of the whole text if it is the text of an alias
     */
    public Span span(int start, int end) {
        return new Alignment(scalar)
                .offsets()
                .map(offsets -> part(offsets, start, end))
                .orElse(scalar.span());
    }

    private Span part(int[] offsets, int start, int end) {
        String text = scalar.text();
        int from = Math.min(start, text.length());
        int to = Math.min(Math.max(end, from), text.length());
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        SourceFile file = scalar.span().file();
        if (from < to) {
            return file.span(offsets[2 * from], offsets[2 * to - 1]);
        }
        // A place between characters: behind the one before it, however much white space follows.
        while (from > 0 && isSpace(text.charAt(from - 1))) {
            from--;
        }
        int at = from == 0 ? firstOffset(offsets, text) : offsets[2 * from - 1];
        return file.span(at, at);
    }

    private int firstOffset(int[] offsets, String text) {
        int first = 0;
        while (first < text.length() && isSpace(text.charAt(first))) {
            first++;
        }
        return first < text.length() ? offsets[2 * first] : scalar.span().start();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    /** Goes through a text and what is written. */
    private static final class Alignment {

        private final String text;
        private final String written;
        private final int base;
        private final boolean doubleQuoted;
        private final boolean singleQuoted;
        private int at;

        Alignment(Scalar scalar) {
            Span span = scalar.span();
            this.text = scalar.text();
            this.written = span.text();
            this.base = span.start();
            Matcher properties = PROPERTIES.matcher(written);
            int before = properties.lookingAt() ? properties.end() : 0;
            char first = before < written.length() && !scalar.plain() ? written.charAt(before) : ' ';
            this.doubleQuoted = first == '"';
            this.singleQuoted = first == '\'';
            boolean block = first == '|' || first == '>';
            int endOfLine = written.indexOf('\n', before);
            this.at = block
                    ? (endOfLine < 0 ? written.length() : endOfLine)
                    : doubleQuoted || singleQuoted ? before + 1 : before;
        }

        /** For each character of the text, but white space, where it begins and ends in the file; nothing if it is not there. */
        Optional<int[]> offsets() {
            int[] offsets = new int[2 * text.length()];
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (isSpace(c)) {
                    continue;
                }
                skipSpace();
                int end =
                        doubleQuoted && at < written.length() && written.charAt(at) == '\\' ? endOfEscape() : endOf(c);
                if (end < 0) {
                    return Optional.empty();
                }
                offsets[2 * i] = base + at;
                offsets[2 * i + 1] = base + end;
                boolean pair = end - at > 2
                        && Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (pair) {
                    // One escape that stands for both halves.
                    i++;
                    offsets[2 * i] = base + at;
                    offsets[2 * i + 1] = base + end;
                }
                at = end;
            }
            return Optional.of(offsets);
        }

        private void skipSpace() {
            while (at < written.length()) {
                if (isSpace(written.charAt(at))) {
                    at++;
                } else if (doubleQuoted && isEscapedSpace()) {
                    at = endOfEscape();
                } else {
                    return;
                }
            }
        }

        private boolean isEscapedSpace() {
            return written.charAt(at) == '\\'
                    && at + 1 < written.length()
                    && " \t\n\rtnrNLP".indexOf(written.charAt(at + 1)) >= 0;
        }

        private int endOfEscape() {
            if (at + 1 >= written.length()) {
                return -1;
            }
            int length = switch (written.charAt(at + 1)) {
                case 'x' -> 4;
                case 'u' -> 6;
                case 'U' -> 10;
                default -> 2;
            };
            return at + length <= written.length() ? at + length : -1;
        }

        private int endOf(char c) {
            if (at >= written.length() || written.charAt(at) != c) {
                return -1;
            }
            return singleQuoted && c == '\'' ? Math.min(at + 2, written.length()) : at + 1;
        }
    }
}
