package dev.runproof.compiler.site;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the placeholders of a command, and whether a value may stand there in quotes.
 *
 * <p>Only in plain words of a shell does a value between single quotes stay one argument whatever is in it. Everywhere else
 * (between quotes, in here-documents, arithmetic, what is handed to another shell, other languages) only values of harmless
 * characters are filled in. So in doubt this says no.
 */
final class CommandText {

    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Z][A-Z0-9_]{0,62})>");
    private static final Set<String> SHELLS = Set.of("sh", "bash", "shell", "zsh");

    /** Programs that give their arguments to a shell once more. */
    private static final Pattern SECOND_SHELL =
            Pattern.compile("\\b(?:ssh|eval|watch|su|parallel|trap|(?:ba|da|k|z|a)?sh\\s+-\\w*c)(?=\\s)");

    /**
     * A placeholder.
     *
     * @param start where it begins
     * @param end the offset behind it
     * @param name its name
     * @param quotable whether a value may stand there between single quotes
     */
    record Place(int start, int end, String name, boolean quotable) {}

    private final String text;
    private final Set<String> names;
    private final List<Place> places = new ArrayList<>();
    private final Deque<Character> open = new ArrayDeque<>();
    private boolean lost;

    private CommandText(String text, boolean shell, Set<String> names) {
        this.text = text;
        this.names = names;
        this.lost = !shell || callsSecondShell(text);
    }

    /** Looks where such a word may begin: left to itself the pattern is tried at each letter. */
    private static boolean callsSecondShell(String text) {
        Matcher matcher = SECOND_SHELL.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (mayBeginShell(c)
                    && !isOfWord(before)
                    && matcher.region(i, text.length()).lookingAt()) {
                return true;
            }
            before = c;
        }
        return false;
    }

    private static boolean mayBeginShell(char c) {
        return switch (c) {
            case 'a', 'b', 'd', 'e', 'k', 'p', 's', 't', 'w', 'z' -> true;
            default -> false;
        };
    }

    /** Only what surely is: about all others the pattern decides. */
    private static boolean isOfWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    /**
     * Finds placeholders.
     *
     * @param text a block of code
     * @param language what it is written in; may be empty
     * @param names the placeholders that there are
     */
    static List<Place> places(String text, String language, Set<String> names) {
        if (text.indexOf('<') < 0) {
            return List.of();
        }
        var command = new CommandText(text, SHELLS.contains(language), names);
        command.read();
        return List.copyOf(command.places);
    }

    private void read() {
        Matcher matcher = PLACEHOLDER.matcher(text);
        int at = 0;
        for (int start = text.indexOf('<'); start >= 0; start = text.indexOf('<', Math.max(at, start + 1))) {
            if (!matcher.region(start, text.length()).lookingAt()) {
                continue;
            }
            skipTo(at, start);
            at = matcher.end();
            if (names.contains(matcher.group(1)) && !before(matcher.start(), '<')) {
                boolean quotable =
                        !lost && !inQuotes() && !before(matcher.start(), '$') && !before(matcher.start(), '\\');
                places.add(new Place(matcher.start(), at, matcher.group(1), quotable));
            }
        }
    }

    private boolean before(int at, char c) {
        return at > 0 && text.charAt(at - 1) == c;
    }

    private boolean inQuotes() {
        return !open.isEmpty() && (open.peek() == '"' || open.peek() == '\'' || open.peek() == '#');
    }

    /** Follows quotes and parentheses; gives up where their meaning is not plain. */
    private void skipTo(int from, int to) {
        for (int i = from; i < to && !lost; i++) {
            char c = text.charAt(i);
            char state = open.isEmpty() ? '(' : open.peek();
            if (state == '\'') {
                closeOn(c, '\'');
            } else if (state == '#') {
                closeOn(c, '\n');
            } else if (c == '\\') {
                i++;
            } else if (c == '`') {
                lost = true;
            } else if (c == '$' && i + 1 < text.length()) {
                i += expansion(i);
            } else if (c == '"') {
                if (state == '"') {
                    open.pop();
                } else {
                    open.push('"');
                }
            } else if (state != '"') {
                i += plain(c, i);
            }
        }
    }

    private void closeOn(char c, char end) {
        if (c == end) {
            open.pop();
        }
    }

    /** What a dollar begins; how many characters behind it are read as well. */
    private int expansion(int i) {
        char next = text.charAt(i + 1);
        if (next == '\'' || next == '"' || text.startsWith("((", i + 1)) {
            lost = true;
        } else if (next == '(') {
            open.push('(');
            return 1;
        } else if (next == '{') {
            int end = text.indexOf('}', i);
            String inner = end < 0 ? "'" : text.substring(i + 2, end);
            lost = inner.matches("(?s).*['\"`{$\\\\<].*");
            return lost ? 0 : end - i;
        }
        return 0;
    }

    private int plain(char c, int i) {
        if (c == '\'') {
            open.push('\'');
        } else if (c == '#' && (i == 0 || Character.isWhitespace(text.charAt(i - 1)))) {
            open.push('#');
        } else if (c == '(') {
            lost = text.startsWith("((", i);
            open.push('(');
        } else if (c == ')') {
            open.poll();
        } else if (text.startsWith("<<<", i)) {
            return 2;
        } else if (text.startsWith("<<", i)) {
            // Where a here-document ends, and what is quoted in it, is another question.
            lost = true;
        }
        return 0;
    }
}
