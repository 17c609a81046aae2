package dev.runproof.compiler.shell;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads words: quotes, expansions, substitutions, placeholders, and the lists of arrays. */
final class WordReader {

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*(\\[[^\\n]*])?\\+?=");
    private static final int LONGEST_NAME = 200;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern BEHIND_SUBSCRIPT = Pattern.compile("\\[[^\\n\\]]*]\\+?=");
    private static final String PATTERN_CHARACTERS = "*?[{~";
    private static final String BEFORE_PATTERN_LIST = "?*+@!";

    private final Cursor cursor;
    private final CommandReader commands;
    private final Parentheses parentheses;

    private StringBuilder literal = new StringBuilder();
    private boolean known = true;

    WordReader(Cursor cursor, CommandReader commands, Parentheses parentheses) {
        this.cursor = cursor;
        this.commands = commands;
        this.parentheses = parentheses;
    }

    /** Whether a word begins here. */
    boolean isAtWord() {
        char c = cursor.here();
        boolean ends = cursor.atEnd() || c == ' ' || c == '\t' || c == '\n' || c == '\r';
        return !ends && (!Cursor.isOperator(c) || isAtProcess() || Placeholders.end(cursor, cursor.at()) > 0);
    }

    private boolean isAtProcess() {
        return (cursor.here() == '<' || cursor.here() == '>') && cursor.ahead(1) == '(';
    }

    /** The word here; an empty one if none begins here. */
    Word read() {
        int start = cursor.at();
        StringBuilder outerLiteral = literal;
        boolean outerKnown = known;
        literal = new StringBuilder();
        known = true;
        do {
            int plain = cursor.at();
            cursor.skipPlain();
            literal.append(cursor.since(plain));
        } while (!cursor.atEnd() && readPart(start));
        var word = new Word(known ? Optional.of(literal.toString()) : Optional.empty(), start, cursor.at());
        literal = outerLiteral;
        known = outerKnown;
        return word;
    }

    /** Reads one part of the word that began at an offset; false where it ends. */
    private boolean readPart(int start) {
        char c = cursor.here();
        int placeholder = c == '<' ? Placeholders.end(cursor, cursor.at()) : 0;
        if (c == '\\') {
            escape();
        } else if (c == '\'') {
            singleQuotes();
        } else if (c == '"') {
            doubleQuotes();
        } else if (c == '$') {
            dollar(false);
        } else if (c == '`') {
            backquotes();
        } else if (isAtProcess()) {
            known = false;
            substitution(2, cursor.text(cursor.at(), cursor.at() + 2));
        } else if (placeholder > 0) {
            known = false;
            cursor.moveTo(placeholder);
        } else if (c == '(' && cursor.at() > start) {
            return parenthesis(start);
        } else if (c == '[' && isSubscript(start)) {
            known = false;
            cursor.moveTo(cursor.indexOf(']') + 1);
        } else if (Cursor.isMeta(c)) {
            return false;
        } else {
            known &= PATTERN_CHARACTERS.indexOf(c) < 0;
            literal.append(c);
            cursor.advance(1);
        }
        return true;
    }

    private void escape() {
        char next = cursor.ahead(1);
        if (next != '\n') {
            literal.append(next == Cursor.END ? '\\' : next);
        }
        cursor.advance(2);
    }

    private void singleQuotes() {
        int start = cursor.at();
        cursor.advance(1);
        int end = cursor.indexOf('\'');
        if (end < 0) {
            boolean apostrophe = start > 0
                    && Character.isLetter(cursor.charAt(start - 1))
                    && Character.isLetter(cursor.charAt(start + 1));
            throw SyntaxException.unfinished(
                    start,
                    start + 1,
                    "the quote ' is opened here and never closed",
                    apostrophe
                            ? "an apostrophe opens a quote: write \\', or put the text between double quotes"
                            : "close it with another '; between single quotes nothing else, not even \\', stands for one");
        }
        literal.append(cursor.text(cursor.at(), end));
        cursor.moveTo(end + 1);
    }

    private void ansiQuotes() {
        int start = cursor.at();
        known = false;
        cursor.advance(2);
        while (!cursor.atEnd()) {
            char c = cursor.here();
            cursor.advance(c == '\\' ? 2 : 1);
            if (c == '\'') {
                return;
            }
        }
        throw SyntaxException.unfinished(
                start, start + 2, "the quote $' is opened here and never closed", "close it with a '");
    }

    private void doubleQuotes() {
        int start = cursor.at();
        cursor.advance(1);
        while (!cursor.atEnd()) {
            char c = cursor.here();
            if (c == '"') {
                cursor.advance(1);
                return;
            } else if (c == '\\') {
                char next = cursor.ahead(1);
                literal.append("$`\"\\".indexOf(next) >= 0 ? "" : "\\").append(next);
                cursor.advance(2);
            } else if (c == '$') {
                dollar(true);
            } else if (c == '`') {
                backquotes();
            } else {
                literal.append(c);
                cursor.advance(1);
            }
        }
        throw SyntaxException.unfinished(
                start,
                start + 1,
                "the quote \" is opened here and never closed",
                "close it with another \"; write \\\" for one between double quotes");
    }

    /** The text in them is read when it runs, so that only their end is looked for. */
    private void backquotes() {
        int start = cursor.at();
        known = false;
        cursor.advance(1);
        while (!cursor.atEnd()) {
            char c = cursor.here();
            cursor.advance(c == '\\' ? 2 : 1);
            if (c == '`') {
                return;
            }
        }
        throw SyntaxException.unfinished(
                start, start + 1, "the backquote is opened here and never closed", "close it, or write $( … )");
    }

    private void dollar(boolean quoted) {
        char next = cursor.ahead(1);
        if (next == '(') {
            known = false;
            // Whether it is arithmetic or commands shells decide when they run it.
            int end = cursor.ahead(2) == '(' ? parentheses.end(cursor.at() + 3) : 0;
            if (end > 0) {
                cursor.moveTo(end);
            } else {
                substitution(2, "$(");
            }
        } else if (next == '{') {
            known = false;
            braces(quoted);
        } else if (next == '\'' && !quoted) {
            ansiQuotes();
        } else if (next == '"' && !quoted) {
            known = false;
            cursor.advance(1);
        } else {
            known &= !(Character.isLetterOrDigit(next) || "_@*#?-$![".indexOf(next) >= 0);
            literal.append('$');
            cursor.advance(1);
        }
    }

    /** Commands in parentheses, as part of a word. */
    private void substitution(int opening, String what) {
        int start = cursor.at();
        cursor.advance(opening);
        commands.substitution(start, what);
    }

    private void braces(boolean quoted) {
        int start = cursor.at();
        cursor.enter();
        cursor.advance(2);
        while (!cursor.atEnd() && cursor.here() != '}') {
            char c = cursor.here();
            if (c == '\\') {
                cursor.advance(2);
            } else if (c == '\'' && !quoted) {
                singleQuotes();
            } else if (c == '"') {
                doubleQuotes();
            } else if (c == '$') {
                dollar(quoted);
            } else if (c == '`') {
                backquotes();
            } else {
                cursor.advance(1);
            }
        }
        if (cursor.atEnd()) {
            throw SyntaxException.unfinished(
                    start, start + 2, "the ${ is opened here and never closed", "close it with a }");
        }
        cursor.advance(1);
        cursor.leave();
    }

    private boolean parenthesis(int start) {
        boolean assigns = cursor.charAt(cursor.at() - 1) == '='
                && cursor.at() - start <= LONGEST_NAME
                && ASSIGNMENT.matcher(cursor.since(start)).matches();
        if (assigns) {
            array();
            return true;
        }
        if (BEFORE_PATTERN_LIST.indexOf(cursor.charAt(cursor.at() - 1)) >= 0) {
            patternList();
            return true;
        }
        return false;
    }

    private void array() {
        int start = cursor.at();
        known = false;
        cursor.enter();
        cursor.advance(1);
        commands.skipLines();
        while (isAtWord()) {
            read();
            commands.skipLines();
        }
        if (cursor.atEnd()) {
            throw SyntaxException.unfinished(
                    start, start + 1, "the list of an array is opened here and never closed", "close it with a )");
        }
        if (cursor.here() != ')') {
            throw SyntaxException.at(
                    cursor.at(),
                    cursor.at() + 1,
                    cursor.here() + " cannot stand in the list of an array",
                    "put it between quotes, or close the list with a ) before it");
        }
        cursor.advance(1);
        cursor.leave();
    }

    /** Such as {@code @(a|b)}, which shells read if an option says so. */
    private void patternList() {
        int start = cursor.at();
        known = false;
        int open = 0;
        do {
            char c = cursor.here();
            if (cursor.atEnd()) {
                throw SyntaxException.unfinished(
                        start,
                        start + 1,
                        "the ( is opened here and never closed",
                        "close it, or put it between quotes");
            } else if (c == '\'') {
                singleQuotes();
            } else if (c == '"') {
                doubleQuotes();
            } else {
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
                cursor.advance(c == '\\' ? 2 : 1);
            }
        } while (open > 0);
    }

    /** Blanks may stand in the subscript of an assignment, such as {@code a[i + 1]=x}. */
    private boolean isSubscript(int start) {
        int end = Math.min(cursor.length(), cursor.at() + LONGEST_NAME);
        return cursor.at() > start
                && cursor.at() - start <= LONGEST_NAME
                && NAME.matcher(cursor.since(start)).matches()
                && BEHIND_SUBSCRIPT.matcher(cursor.text(cursor.at(), end)).lookingAt();
    }
}
