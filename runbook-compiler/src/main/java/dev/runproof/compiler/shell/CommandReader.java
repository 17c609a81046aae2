package dev.runproof.compiler.shell;

import dev.runproof.compiler.shell.SimpleCommand.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads commands: lists, pipelines, compound commands, functions. */
final class CommandReader {

    private static final Set<String> OPENING =
            Set.of("if", "while", "until", "for", "select", "case", "function", "{", "[[", "coproc");

    /** Words that are reserved and do not begin a command. */
    private static final Set<String> MISPLACED = Set.of("in", "]]", "!");

    private static final Set<String> COMPOUND = Set.of("if", "while", "until", "for", "select", "case", "{", "[[");

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*(\\[[^\\n]*])?\\+?=.*", Pattern.DOTALL);

    private static final int LONGEST_RESERVED = 9;

    private final Cursor cursor;
    private final Parentheses parentheses;
    private final WordReader words;
    private final List<SimpleCommand> commands = new ArrayList<>();
    private final HereDocuments hereDocuments;
    private final Redirections redirections;
    private final Complaints complaints;

    CommandReader(String text) {
        this.cursor = new Cursor(text);
        this.parentheses = new Parentheses(cursor);
        this.words = new WordReader(cursor, this, parentheses);
        this.hereDocuments = new HereDocuments(cursor);
        this.redirections = new Redirections(cursor, words, hereDocuments);
        this.complaints = new Complaints(cursor);
    }

    List<SimpleCommand> commands() {
        return commands;
    }

    /** Reads the whole script. */
    void script() {
        list();
        if (!cursor.atEnd()) {
            throw complaints.unexpected();
        }
        hereDocuments.end();
    }

    /** Reads the commands of a substitution up to its closing parenthesis; the cursor is behind the opening one. */
    void substitution(int start, String what) {
        cursor.enter();
        hereDocuments.enter();
        list();
        closeParenthesis(start, what);
        hereDocuments.leave();
        cursor.leave();
    }

    /** Blanks, comments and line breaks, with the here-documents that begin behind one. */
    void skipLines() {
        while (true) {
            cursor.skipBlanks();
            cursor.skipComment();
            if (cursor.here() != '\n') {
                return;
            }
            cursor.advance(1);
            hereDocuments.read();
        }
    }

    /** Commands up to the end, or to what closes the construct around them; how many. */
    private int list() {
        int count = 0;
        while (true) {
            skipLines();
            if (cursor.atEnd() || isAtClosing()) {
                return count;
            }
            chain();
            count++;
            cursor.skipBlanks();
            char c = cursor.here();
            if ((c == ';' && !isAtCaseEnd()) || c == '&') {
                cursor.advance(1);
            } else if (!cursor.atEnd() && c != '\n' && c != '#' && !isAtClosing()) {
                throw complaints.unexpected();
            }
        }
    }

    private boolean isAtCaseEnd() {
        return cursor.looksAt(";;") || cursor.looksAt(";&");
    }

    private boolean isAtClosing() {
        return cursor.here() == ')' || isAtCaseEnd() || isAtClosingWord();
    }

    private boolean isAtClosingWord() {
        return Complaints.closes(reserved());
    }

    /** The text up to the end of the word here, if it is short enough for a reserved word; else empty. */
    private String reserved() {
        for (int length = 0; length <= LONGEST_RESERVED; length++) {
            char c = cursor.ahead(length);
            if (Cursor.isMeta(c) || cursor.at() + length >= cursor.length()) {
                return cursor.text(cursor.at(), cursor.at() + length);
            }
            boolean possible = Character.isLowerCase(c) || c == '{' || c == '}' || c == '[' || c == ']' || c == '!';
            if (!possible) {
                return "";
            }
        }
        return "";
    }

    private boolean skipReserved(String word) {
        boolean found = reserved().equals(word);
        if (found) {
            cursor.advance(word.length());
        }
        return found;
    }

    /** Pipelines joined by {@code &&} and {@code ||}. */
    private void chain() {
        pipeline();
        while (true) {
            cursor.skipBlanks();
            int start = cursor.at();
            if (!cursor.skip("&&") && !cursor.skip("||")) {
                return;
            }
            requireBehind(start);
            pipeline();
        }
    }

    private void pipeline() {
        if (prefixes() && (cursor.atEnd() || "\n;#".indexOf(cursor.here()) >= 0)) {
            return;
        }
        command();
        while (true) {
            cursor.skipBlanks();
            int start = cursor.at();
            if (cursor.here() != '|' || cursor.ahead(1) == '|') {
                return;
            }
            cursor.advance(cursor.ahead(1) == '&' ? 2 : 1);
            requireBehind(start);
            command();
        }
    }

    /** Skips {@code !} and {@code time}; whether there was one, which may be a whole command. */
    private boolean prefixes() {
        boolean any = false;
        while (true) {
            cursor.skipBlanks();
            if (skipReserved("time")) {
                cursor.skipBlanks();
                if (cursor.looksAt("-p") && Cursor.isMeta(cursor.ahead(2))) {
                    cursor.advance(2);
                }
            } else if (!skipReserved("!")) {
                return any;
            }
            any = true;
        }
    }

    /** A command has to follow an operator, perhaps in the next line. */
    private void requireBehind(int operator) {
        String text = cursor.since(operator);
        skipLines();
        if (cursor.atEnd()) {
            throw SyntaxException.unfinished(
                    operator,
                    operator + text.length(),
                    "no command follows " + text,
                    "write the command, or take " + text + " away");
        }
    }

    private void command() {
        cursor.skipBlanks();
        String reserved = reserved();
        cursor.enter();
        if (cursor.here() == '(') {
            parentheses();
            compoundEnd();
        } else if (OPENING.contains(reserved)) {
            opening(reserved);
        } else if (Complaints.closes(reserved) || MISPLACED.contains(reserved)) {
            throw complaints.unexpected();
        } else {
            simple();
        }
        cursor.leave();
    }

    private void opening(String reserved) {
        int start = cursor.at();
        cursor.advance(reserved.length());
        switch (reserved) {
            case "if" -> conditional(start);
            case "while", "until" -> {
                require(list(), reserved, reserved, start, "do");
                body(reserved, start);
            }
            case "for", "select" -> loop(reserved, start);
            case "case" -> cases(start);
            case "function" -> {
                cursor.skipBlanks();
                requireWord(start, "function", "the name of the function");
                cursor.skipBlanks();
                if (cursor.skip("(")) {
                    cursor.skipBlanks();
                    closeParenthesis(start, "function");
                }
                functionBody(start);
                return;
            }
            case "coproc" -> {
                coprocess();
                return;
            }
            case "{" -> {
                require(list(), "{", "{", start, "}");
                close("}", "{", start);
            }
            default -> condition(start);
        }
        compoundEnd();
    }

    /** Redirections behind a compound command. */
    private void compoundEnd() {
        var targets = new ArrayList<Target>();
        cursor.skipBlanks();
        while (redirections.read(targets)) {
            cursor.skipBlanks();
        }
        if (!targets.isEmpty()) {
            commands.add(new SimpleCommand(List.of(), targets));
        }
    }

    private void parentheses() {
        int start = cursor.at();
        int end = cursor.ahead(1) == '(' ? parentheses.arithmeticEnd(start + 2) : 0;
        if (end > 0) {
            cursor.moveTo(end);
            return;
        }
        cursor.advance(1);
        require(list(), "(", "(", start, ")");
        closeParenthesis(start, "(");
    }

    private void closeParenthesis(int start, String what) {
        if (cursor.atEnd()) {
            throw complaints.neverClosed(what, start, ")");
        }
        if (!cursor.skip(")")) {
            throw complaints.misplaced(what, start, ")");
        }
    }

    private void conditional(int start) {
        require(list(), "if", "if", start, "then");
        close("then", "if", start);
        require(list(), "then", "if", start, "fi");
        while (skipReserved("elif")) {
            require(list(), "elif", "if", start, "then");
            close("then", "elif", start);
            require(list(), "then", "if", start, "fi");
        }
        if (skipReserved("else")) {
            require(list(), "else", "if", start, "fi");
        }
        close("fi", "if", start);
    }

    private void body(String what, int start) {
        close("do", what, start);
        require(list(), "do", what, start, "done");
        close("done", what, start);
    }

    private void loop(String what, int start) {
        cursor.skipBlanks();
        if (what.equals("for") && cursor.looksAt("((")) {
            int end = parentheses.arithmeticEnd(cursor.at() + 2);
            if (end == 0) {
                throw complaints.neverClosed("for ((", start, "))");
            }
            cursor.moveTo(end);
        } else {
            requireWord(start, what, "the name of a variable");
            skipLines();
            if (skipReserved("in")) {
                cursor.skipBlanks();
                while (words.isAtWord() && cursor.here() != '#') {
                    words.read();
                    cursor.skipBlanks();
                }
                if (!cursor.atEnd() && cursor.here() != ';' && cursor.here() != '\n' && cursor.here() != '#') {
                    throw complaints.unexpected();
                }
            }
        }
        cursor.skipBlanks();
        if (!isAtCaseEnd()) {
            cursor.skip(";");
        }
        skipLines();
        if (skipReserved("{")) {
            require(list(), "{", what, start, "}");
            close("}", what, start);
        } else {
            body(what, start);
        }
    }

    private void cases(int start) {
        cursor.skipBlanks();
        requireWord(start, "case", "the word to compare");
        skipLines();
        if (!skipReserved("in")) {
            throw cursor.atEnd()
                    ? complaints.neverClosed("case", start, "esac")
                    : complaints.misplaced("case", start, "in");
        }
        skipLines();
        while (!skipReserved("esac")) {
            if (cursor.atEnd()) {
                throw complaints.neverClosed("case", start, "esac");
            }
            patterns(start);
            list();
            cursor.skipBlanks();
            if (!cursor.skip(";;&") && !cursor.skip(";;") && !cursor.skip(";&")) {
                close("esac", "case", start);
                return;
            }
            skipLines();
        }
    }

    private void patterns(int start) {
        cursor.skip("(");
        do {
            cursor.skipBlanks();
            if (!words.isAtWord()) {
                throw cursor.atEnd() ? complaints.neverClosed("case", start, "esac") : complaints.unexpected();
            }
            words.read();
            cursor.skipBlanks();
        } while (cursor.skip("|"));
        if (cursor.atEnd()) {
            throw complaints.neverClosed("case", start, "esac");
        }
        if (!cursor.skip(")")) {
            throw complaints.misplaced("pattern of the case", start, ")");
        }
    }

    /** What stands between the brackets is read only when it runs. */
    private void condition(int start) {
        while (!cursor.atEnd()) {
            cursor.skipBlanks();
            if (skipReserved("]]")) {
                return;
            }
            int before = cursor.at();
            words.read();
            if (cursor.at() == before) {
                cursor.advance(1);
            }
        }
        throw complaints.neverClosed("[[", start, "]]");
    }

    /** Its name is one only before a compound command. */
    private void coprocess() {
        cursor.skipBlanks();
        int start = cursor.at();
        while (Character.isLetterOrDigit(cursor.here()) || cursor.here() == '_') {
            cursor.advance(1);
        }
        boolean named = cursor.at() > start && !OPENING.contains(cursor.since(start));
        cursor.skipBlanks();
        if (!named || (!COMPOUND.contains(reserved()) && cursor.here() != '(')) {
            cursor.moveTo(start);
        }
        command();
    }

    private void functionBody(int start) {
        skipLines();
        if (cursor.atEnd()) {
            throw complaints.neverClosed("function", start, "}");
        }
        if (cursor.here() != '(' && !COMPOUND.contains(reserved())) {
            throw complaints.misplaced("function", start, "{");
        }
        command();
    }

    private void simple() {
        var read = new ArrayList<Word>();
        var targets = new ArrayList<Target>();
        boolean any = false;
        while (true) {
            cursor.skipBlanks();
            if (cursor.here() == '#') {
                break;
            }
            if (redirections.read(targets)) {
                any = true;
            } else if (words.isAtWord()) {
                Word word = words.read();
                if (!read.isEmpty() || !isAssignment(word)) {
                    read.add(word);
                }
                any = true;
                cursor.skipBlanks();
                if (cursor.here() == '(' && read.size() == 1 && targets.isEmpty() && skipParentheses()) {
                    functionBody(word.start());
                    return;
                }
            } else {
                break;
            }
        }
        if (!any || cursor.here() == '(') {
            throw complaints.unexpected();
        }
        if (!read.isEmpty() || !targets.isEmpty()) {
            commands.add(new SimpleCommand(read, targets));
        }
    }

    private boolean isAssignment(Word word) {
        String text = cursor.text(word.start(), word.end());
        return text.indexOf('=') > 0 && ASSIGNMENT.matcher(text).matches();
    }

    /** Skips the parentheses behind the name of a function; false if they are not closed at once. */
    private boolean skipParentheses() {
        int at = cursor.at();
        cursor.advance(1);
        cursor.skipBlanks();
        if (cursor.skip(")")) {
            return true;
        }
        cursor.moveTo(at);
        return false;
    }

    private void requireWord(int start, String what, String missing) {
        if (!words.isAtWord()) {
            throw cursor.atEnd()
                    ? SyntaxException.unfinished(
                            start, start + what.length(), "behind " + what + " stands no word", "write " + missing)
                    : complaints.unexpected();
        }
        words.read();
    }

    /** Somewhere at least one command has to stand. */
    private void require(int count, String behind, String what, int start, String close) {
        if (count > 0) {
            return;
        }
        if (cursor.atEnd()) {
            throw complaints.neverClosed(what, start, close);
        }
        int end = complaints.tokenEnd();
        throw SyntaxException.at(
                cursor.at(),
                end,
                start,
                "no command stands between " + behind + " and " + cursor.text(cursor.at(), end),
                "write a command there; the word true does nothing");
    }

    private void close(String word, String what, int start) {
        if (!skipReserved(word)) {
            throw cursor.atEnd() ? complaints.neverClosed(what, start, word) : complaints.misplaced(what, start, word);
        }
    }
}
