package dev.runproof.compiler.promql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a text is a regular expression of Go, and whether it matches the empty text; as {@code regexp/syntax} reads it.
 * Java's own expressions differ from these in both directions, and so have no part in it.
 *
 * <p>Not known here: that Go also refuses expressions that nest more than 1000 levels deep, or take more than 128 MiB.
 */
final class Re2 {

    private static final int MOST_COPIES = 1000;
    private static final int TOO_MANY = 100_000_000;
    private static final int NO_INTEGER = -2;
    private static final String META = "\\.+*?()[]{}^$";
    private static final String LETTERS = "afnrtv";
    private static final String LETTER_VALUES = "\u0007\f\n\r\t\u000B";
    private static final Set<String> POSIX = Set.of(
            "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper",
            "word", "xdigit");

    private final String text;
    private final Deque<Group> open = new ArrayDeque<>();
    private Group group = new Group(0);
    private int at;

    /** Whether {@code :]} may still come: what was not found once is not looked for at each bracket. */
    private boolean namedSets = true;

    private Re2(String text) {
        this.text = text;
    }

    /**
     * Whether a regular expression matches the empty text, as a whole.
     *
     * @param pattern the expression
     * @param wellFormed whether all of it is UTF-8
     * @throws Mistake if it is none; with a place in the expression
     */
    static boolean matchesEmpty(String pattern, boolean wellFormed) {
        if (pattern.chars().noneMatch(c -> META.indexOf(c) >= 0)) {
            // Prometheus compares plain words itself, and then no word is wrong.
            return pattern.isEmpty() || pattern.startsWith("|") || pattern.endsWith("|") || pattern.contains("||");
        }
        if (!wellFormed) {
            throw new Mistake(
                    new Range(0, pattern.length()),
                    "a regular expression with bytes that are no UTF-8",
                    "write characters, not bytes");
        }
        return new Re2(pattern).read();
    }

    private boolean read() {
        boolean repeated = false;
        while (at < text.length()) {
            boolean repeats = repeats(repeated);
            if (!repeats) {
                one();
            }
            repeated = repeats;
        }
        if (!open.isEmpty()) {
            throw mistake(
                    group.start, group.start + 1, "a ( in a regular expression that is not closed", "close it with )");
        }
        return group.piece().empty;
    }

    /** Reads a repetition, if there is one here. */
    private boolean repeats(boolean repeated) {
        int from = at;
        int min;
        int max;
        switch (text.charAt(at)) {
            case '*' -> {
                min = 0;
                max = -1;
                at++;
            }
            case '+' -> {
                min = 1;
                max = -1;
                at++;
            }
            case '?' -> {
                min = 0;
                max = 1;
                at++;
            }
            case '{' -> {
                Optional<Counts> counts = counts();
                if (counts.isEmpty()) {
                    return false;
                }
                min = counts.get().min;
                max = counts.get().max;
                if (min > MOST_COPIES || max > MOST_COPIES || (max >= 0 && min > max)) {
                    throw mistake(
                            from,
                            at,
                            "a repetition in a regular expression that cannot be",
                            "write the smaller number first, and none above " + MOST_COPIES);
                }
            }
            default -> {
                return false;
            }
        }
        take('?');
        if (repeated) {
            throw mistake(
                    from,
                    at,
                    "two repetitions in a regular expression, one behind the other",
                    "keep one, or put the first into a group: (?:a*)+");
        }
        boolean counted = text.charAt(from) == '{';
        Piece piece = group.last.orElseThrow(() -> mistake(
                from,
                at,
                "a repetition in a regular expression with nothing to repeat",
                text.charAt(from) == '*'
                        ? "write .* for any text, or \\\\* for the character"
                        : "write what is repeated before it, or \\\\ for the character itself"));
        // The counts of repetitions within repetitions multiply.
        int factor = !counted || max == 0 ? 1 : Math.max(1, max < 0 ? min : max);
        int copies = counted && max == 0 ? 1 : factor * piece.copies;
        if (counted && (min >= 2 || max >= 2) && copies > MOST_COPIES) {
            throw mistake(
                    from,
                    at,
                    "repetitions within repetitions of a regular expression that make more than " + MOST_COPIES
                            + " copies",
                    "write smaller numbers");
        }
        group.last = Optional.of(new Piece(min == 0 || piece.empty, copies));
        return true;
    }

    private record Counts(int min, int max) {}

    /** Reads {@code {2}}, {@code {2,}} or {@code {2,3}}; where it is something else, the brace stands for itself. */
    private Optional<Counts> counts() {
        int from = at;
        at++;
        int min = integer();
        int max = min;
        if (min >= 0 && take(',')) {
            max = at < text.length() && text.charAt(at) == '}' ? -1 : integer();
            if (max == NO_INTEGER) {
                min = NO_INTEGER;
            }
        }
        if (min < 0 || !take('}')) {
            at = from;
            return Optional.empty();
        }
        return Optional.of(new Counts(min, max));
    }

    private int integer() {
        int from = at;
        int value = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            value = value >= TOO_MANY ? value : value * 10 + text.charAt(at) - '0';
            at++;
        }
        boolean leadingZero = at - from > 1 && text.charAt(from) == '0';
        return at == from || leadingZero ? NO_INTEGER : value;
    }

    private void one() {
        char c = text.charAt(at);
        switch (c) {
            case '(' -> openGroup();
            case '|' -> {
                at++;
                group.alternative();
            }
            case ')' -> {
                if (open.isEmpty()) {
                    throw mistake(
                            at,
                            at + 1,
                            "a ) in a regular expression without its (",
                            "remove it, or write \\\\) for the character");
                }
                at++;
                Piece whole = group.piece();
                group = open.pop();
                group.push(whole);
            }
            case '^', '$' -> {
                at++;
                group.push(Piece.NOTHING);
            }
            case '[' -> {
                set();
                group.push(Piece.CHARACTER);
            }
            case '\\' -> escape();
            default -> {
                at += Character.charCount(text.codePointAt(at));
                group.push(Piece.CHARACTER);
            }
        }
    }

    private void openGroup() {
        int from = at;
        at++;
        if (!take('?')) {
            enter(from);
            return;
        }
        int name = text.startsWith("P<", at) && at + 2 < text.length()
                ? 2
                : text.startsWith("<", at) && at + 1 < text.length() ? 1 : 0;
        if (name > 0) {
            int end = text.indexOf('>', at);
            if (end < 0
                    || end == at + name
                    || !text.substring(at + name, end).chars().allMatch(Re2::isWordCharacter)) {
                throw unsupported(from, end < 0 ? text.length() : end + 1);
            }
            at = end + 1;
            enter(from);
            return;
        }
        flags(from);
    }

    private void flags(int from) {
        boolean minus = false;
        boolean flag = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            at++;
            if ("imsU".indexOf(c) >= 0) {
                flag = true;
            } else if (c == '-' && !minus) {
                minus = true;
                flag = false;
            } else if ((c == ':' || c == ')') && (!minus || flag)) {
                if (c == ':') {
                    enter(from);
                }
                return;
            } else {
                break;
            }
        }
        throw unsupported(from, at);
    }

    private Mistake unsupported(int from, int end) {
        boolean look = text.startsWith("(?=", from)
                || text.startsWith("(?!", from)
                || text.startsWith("(?<=", from)
                || text.startsWith("(?<!", from);
        return mistake(
                from,
                Math.min(end, text.length()),
                look
                        ? "a regular expression that looks ahead or behind, which RE2 cannot"
                        : "a group in a regular expression that RE2 does not have",
                look
                        ? "use a second matcher of the same label, with !~"
                        : "write (?:…) for a group, or (?i) for flags; the flags are i, m, s and U");
    }

    private void enter(int from) {
        open.push(group);
        group = new Group(from);
    }

    private void escape() {
        if (at + 1 < text.length()) {
            switch (text.charAt(at + 1)) {
                // At the empty text both ends are here, and no word is.
                case 'A', 'B', 'z' -> {
                    at += 2;
                    group.push(Piece.NOTHING);
                    return;
                }
                case 'b' -> {
                    at += 2;
                    group.push(Piece.CHARACTER);
                    return;
                }
                case 'Q' -> {
                    literal();
                    return;
                }
                default -> {
                    // as in a set
                }
            }
        }
        if (!classEscape()) {
            character();
        }
        group.push(Piece.CHARACTER);
    }

    private void literal() {
        int from = at + 2;
        int end = text.indexOf("\\E", from);
        int behind = end < 0 ? text.length() : end;
        for (int i = from; i < behind; i += Character.charCount(text.codePointAt(i))) {
            group.push(Piece.CHARACTER);
        }
        at = end < 0 ? behind : behind + 2;
    }

    /** Reads {@code \d} or {@code \p{Greek}}, if there is one here. */
    private boolean classEscape() {
        if (at + 1 >= text.length() || text.charAt(at) != '\\') {
            return false;
        }
        char c = text.charAt(at + 1);
        if ("dDsSwW".indexOf(c) >= 0) {
            at += 2;
            return true;
        }
        if (c != 'p' && c != 'P') {
            return false;
        }
        int from = at;
        at += 2;
        int end = at < text.length() && text.charAt(at) == '{'
                ? text.indexOf('}', at) + 1
                : Math.min(text.length(), at + (at < text.length() ? Character.charCount(text.codePointAt(at)) : 0));
        String name = end == 0 ? "" : text.substring(at, end).replaceFirst("^\\{(.*)}$", "$1");
        at = end == 0 ? text.length() : end;
        if (!UnicodeClasses.has(name.startsWith("^") ? name.substring(1) : name)) {
            throw mistake(
                    from,
                    at,
                    "a class of characters in a regular expression that RE2 does not have",
                    "write a script or a category of Unicode, such as \\\\p{Greek} or \\\\p{L}");
        }
        return true;
    }

    private void set() {
        int from = at;
        at++;
        take('^');
        boolean first = true;
        while (first || at >= text.length() || text.charAt(at) != ']') {
            first = false;
            if (at >= text.length()) {
                throw unclosedSet(from);
            }
            if (!posix() && !classEscape()) {
                range(from);
            }
        }
        at++;
    }

    private Mistake unclosedSet(int from) {
        return mistake(from, from + 1, "a [ in a regular expression that is not closed", "close it with ]");
    }

    /** Reads {@code [:alpha:]}, if there is one here. */
    private boolean posix() {
        if (!namedSets || !text.startsWith("[:", at)) {
            return false;
        }
        int end = text.indexOf(":]", at + 2);
        if (end < 0) {
            namedSets = false;
            return false;
        }
        String name = text.substring(at + 2, end);
        if (!POSIX.contains(name.startsWith("^") ? name.substring(1) : name)) {
            throw mistake(
                    at,
                    end + 2,
                    "a class of characters in a regular expression that RE2 does not have",
                    "write one such as [:alpha:]");
        }
        at = end + 2;
        return true;
    }

    private void range(int set) {
        int from = at;
        int low = setCharacter(set);
        boolean ranges = at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
        if (ranges) {
            at++;
            int high = setCharacter(set);
            if (high < low) {
                throw mistake(
                        from,
                        at,
                        "a range of characters in a regular expression that ends before it begins",
                        "write the smaller character first, or - as the last one for the character");
            }
        }
    }

    private int setCharacter(int set) {
        if (at >= text.length()) {
            throw unclosedSet(set);
        }
        if (text.charAt(at) == '\\') {
            return character();
        }
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    /** Reads an escape that stands for one character. */
    private int character() {
        int from = at;
        at++;
        if (at >= text.length()) {
            throw mistake(
                    from,
                    at,
                    "a regular expression that ends with a backslash",
                    "write \\\\\\\\ for a backslash, or remove it");
        }
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        int letter = LETTERS.indexOf(c);
        if (letter >= 0) {
            return LETTER_VALUES.charAt(letter);
        }
        if (c == 'x') {
            return hexadecimal(from);
        }
        boolean octal = c == '0' || (c >= '1' && c <= '7' && isOctal(at));
        if (octal) {
            int value = c - '0';
            for (int i = 1; i < 3 && isOctal(at); i++) {
                value = value * 8 + text.charAt(at) - '0';
                at++;
            }
            return value;
        }
        if (c < 0x80 && (c == '_' || !isWordCharacter(c))) {
            return c;
        }
        throw mistake(
                from,
                at,
                Token.shown(text.substring(from, at)) + " is no escape of a regular expression",
                c >= '1' && c <= '9'
                        ? "RE2 has no references to groups: write the expression again"
                        : "remove the backslash, or write \\\\\\\\ for one");
    }

    private int hexadecimal(int from) {
        boolean braces = take('{');
        int digits = at;
        int value = 0;
        while (at < text.length() && (braces || at < digits + 2) && text.charAt(at) < 0x80) {
            int digit = Character.digit(text.charAt(at), 16);
            if (digit < 0 || value > Character.MAX_CODE_POINT) {
                break;
            }
            value = value * 16 + digit;
            at++;
        }
        boolean complete = braces ? at > digits && take('}') : at == digits + 2;
        if (!complete || value > Character.MAX_CODE_POINT) {
            throw mistake(
                    from,
                    Math.min(text.length(), Math.max(at, from + 2)),
                    "an escape in a regular expression that stands for no character",
                    "write \\\\x with two hexadecimal digits, or \\\\x{10ffff}");
        }
        return value;
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private boolean isOctal(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '7';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordCharacter(int c) {
        return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static Mistake mistake(int start, int end, String message, String help) {
        return new Mistake(new Range(start, end), message, help);
    }

    /**
     * A part that can be repeated.
     *
     * @param empty whether it matches the empty text
     * @param copies how often its parts are repeated, counts within counts multiplied
     */
    private record Piece(boolean empty, int copies) {

        static final Piece CHARACTER = new Piece(false, 1);
        static final Piece NOTHING = new Piece(true, 1);
    }

    /** What stands between parentheses, as far as it was read. */
    private static final class Group {

        private final int start;
        private boolean anyEmpty;
        private boolean empty = true;
        private int copies = 1;
        private Optional<Piece> last = Optional.empty();

        Group(int start) {
            this.start = start;
        }

        void push(Piece piece) {
            settle();
            last = Optional.of(piece);
        }

        /** The piece before can no longer be repeated. */
        private void settle() {
            empty &= last.map(Piece::empty).orElse(true);
            copies = Math.max(copies, last.map(Piece::copies).orElse(1));
            last = Optional.empty();
        }

        void alternative() {
            settle();
            anyEmpty |= empty;
            empty = true;
        }

        Piece piece() {
            alternative();
            return new Piece(anyEmpty, copies);
        }
    }
}
