package dev.runproof.compiler.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what is wrong at the place of a cursor, and what to do. */
final class Complaints {

    /** Words that close something, or continue it, with what they belong to. */
    private static final Map<String, String> CLOSING = Map.of(
            "then",
            "if",
            "elif",
            "if",
            "else",
            "if",
            "fi",
            "if",
            "do",
            "for, while or until",
            "done",
            "do",
            "esac",
            "case",
            "}",
            "{");

    private static final int LONGEST_KEYWORD = 9;
    private static final int LONGEST_SHOWN = 40;

    private final Cursor cursor;

    Complaints(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Whether a word closes something, or continues it. */
    static boolean closes(String word) {
        return CLOSING.containsKey(word);
    }

    /** Something that is opened at a place, where the script ends. */
    SyntaxException neverClosed(String what, int start, String close) {
        return SyntaxException.unfinished(
                start,
                Math.min(cursor.length(), start + opener(start)),
                what + " is opened here and never closed: there is no " + close,
                "add " + close + (close.length() > 1 ? ", at the beginning of a line or behind a semicolon" : ""));
    }

    /** The length of the keyword or operator with which a construct begins. */
    private int opener(int start) {
        int end = start;
        while (!Cursor.isMeta(cursor.charAt(end)) && end < cursor.length() && end - start < LONGEST_KEYWORD) {
            end++;
        }
        boolean operator = end == start || cursor.charAt(start) == '$';
        return operator ? (cursor.charAt(start) == '(' ? 1 : 2) : end - start;
    }

    /** What stands here, where something that was opened at a place wants another word. */
    SyntaxException misplaced(String what, int start, String wanted) {
        int end = tokenEnd();
        return SyntaxException.at(
                cursor.at(),
                end,
                start,
                shown(end) + " stands where " + what + " wants " + wanted,
                "write " + wanted + " before it, or take it away");
    }

    /** What stands here, where nothing like it can. */
    SyntaxException unexpected() {
        int end = tokenEnd();
        String token = cursor.text(cursor.at(), end);
        String opens = Optional.ofNullable(CLOSING.get(token)).orElse("");
        if (!opens.isEmpty()) {
            return SyntaxException.at(
                    cursor.at(),
                    end,
                    token + " stands where a command is expected",
                    token.equals("}") || token.equals("done") || token.equals("fi") || token.equals("esac")
                            ? "take it away, or open " + opens + " before it; put it between quotes if it is text"
                            : "put a semicolon or a line break before it, or open " + opens + " first");
        }
        String help = switch (token) {
            case "(", ")" -> "put parentheses between quotes if they are text, or close each that is opened";
            case ";", ";;", "&", "|", "&&", "||" -> "write a command before it, or take it away";
            default -> "put a semicolon or a line break before it";
        };
        return SyntaxException.at(cursor.at(), end, shown(end) + " cannot stand here", help);
    }

    private String shown(int end) {
        return cursor.here() == '\n' ? "the end of the line" : cursor.text(cursor.at(), end);
    }

    /** The end of the operator or word here; at least one character behind, unless the script ends here. */
    int tokenEnd() {
        int at = cursor.at();
        for (String operator : List.of(";;&", ";;", ";&", "&&", "||", "|&")) {
            if (cursor.looksAt(operator)) {
                return at + operator.length();
            }
        }
        int end = at;
        while (end < cursor.length() && !Cursor.isMeta(cursor.charAt(end)) && end - at < LONGEST_SHOWN) {
            end++;
        }
        return Math.min(cursor.length(), Math.max(end, at + 1));
    }
}
