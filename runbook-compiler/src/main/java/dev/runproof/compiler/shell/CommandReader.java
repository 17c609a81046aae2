package dev.runproof.compiler.shell;

import dev.runproof.compiler.shell.SimpleCommand.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads commands: lists, pipelines, compound commands, functions, redirections. */
final class CommandReader {

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
    private HereDocuments hereDocuments;

    CommandReader(String text) {
        this.cursor = new Cursor(text);
        this.parentheses = new Parentheses(cursor);
        this.words = new WordReader(cursor, this, parentheses);
        this.hereDocuments = new HereDocuments(cursor);
    }

    List<SimpleCommand> commands() {
        return commands;
    }

    /** Reads the whole script. */
    void script() {
        list();
        if (!cursor.atEnd()) {
            throw unexpected();
        }
        hereDocuments.end();
    }

    /** Reads the commands of a substitution up to its closing parenthesis; the cursor is behind the opening one. */
    void substitution(int start, String what) {
        cursor.enter();
        HereDocuments outer = hereDocuments;
        hereDocuments = new HereDocuments(cursor);
        list();
        closeParenthesis(start, what);
        outer.takeOver(hereDocuments);
        hereDocuments = outer;
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
                throw unexpected();
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
        return CLOSING.containsKey(reserved());
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
        if (prefixes() && (cursor.atEnd() || cursor.here() == '\n' || cursor.here() == ';')) {
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
        } else if (CLOSING.containsKey(reserved) || MISPLACED.contains(reserved)) {
            throw unexpected();
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
        while (redirection(targets)) {
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
            throw neverClosed(what, start, ")");
        }
        if (!cursor.skip(")")) {
            throw misplaced(what, start, ")");
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
                throw neverClosed("for ((", start, "))");
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
                    throw unexpected();
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
            throw cursor.atEnd() ? neverClosed("case", start, "esac") : misplaced("case", start, "in");
        }
        skipLines();
        while (!skipReserved("esac")) {
            if (cursor.atEnd()) {
                throw neverClosed("case", start, "esac");
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
                throw cursor.atEnd() ? neverClosed("case", start, "esac") : unexpected();
            }
            words.read();
            cursor.skipBlanks();
        } while (cursor.skip("|"));
        if (cursor.atEnd()) {
            throw neverClosed("case", start, "esac");
        }
        if (!cursor.skip(")")) {
            throw misplaced("pattern of the case", start, ")");
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
        throw neverClosed("[[", start, "]]");
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
            throw neverClosed("function", start, "}");
        }
        if (cursor.here() != '(' && !COMPOUND.contains(reserved())) {
            throw misplaced("function", start, "{");
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
            if (redirection(targets)) {
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
            throw unexpected();
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

    /** Reads a redirection, if one begins here. */
    private boolean redirection(List<Target> targets) {
        int start = cursor.at();
        int operator = descriptorEnd(start);
        String found = operatorAt(operator);
        if (found.isEmpty()) {
            return false;
        }
        cursor.moveTo(operator + found.length());
        cursor.skipBlanks();
        if (!words.isAtWord()) {
            throw noTarget(start, operator + found.length());
        }
        Word word = words.read();
        if (found.equals("<<") || found.equals("<<-")) {
            String delimiter = word.literal()
                    .orElseGet(() -> cursor.text(word.start(), word.end()).replaceAll("[\"'\\\\]", ""));
            hereDocuments.announce(delimiter, found.equals("<<-"), start, word.end());
        } else if (!found.equals("<<<")) {
            targets.add(new Target(found, word));
        }
        return true;
    }

    private SyntaxException noTarget(int start, int end) {
        String text = cursor.text(start, end);
        String message = "nothing stands behind the redirection " + text;
        String help = "name a file behind it, or put it between quotes if it is text";
        return cursor.atEnd()
                ? SyntaxException.unfinished(start, end, message, help)
                : SyntaxException.at(start, end, message, help);
    }

    /** The end of the number or {@code {name}} before a redirection; the start if there is none. */
    private int descriptorEnd(int start) {
        int end = start;
        while (Character.isDigit(cursor.charAt(end))) {
            end++;
        }
        if (end == start && cursor.charAt(start) == '{') {
            int i = start + 1;
            while (Character.isLetterOrDigit(cursor.charAt(i)) || cursor.charAt(i) == '_') {
                i++;
            }
            end = i > start + 1 && cursor.charAt(i) == '}' ? i + 1 : start;
        }
        return cursor.charAt(end) == '<' || cursor.charAt(end) == '>' ? end : start;
    }

    private String operatorAt(int offset) {
        char first = cursor.charAt(offset);
        boolean possible = first == '<' || first == '>' || (first == '&' && cursor.charAt(offset + 1) == '>');
        if (!possible || Placeholders.end(cursor, offset) > 0) {
            return "";
        }
        for (String operator : List.of("&>>", "&>", "<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">")) {
            if (cursor.looksAt(operator, offset)) {
                boolean process = operator.length() == 1 && cursor.charAt(offset + 1) == '(';
                return process ? "" : operator;
            }
        }
        return "";
    }

    private void requireWord(int start, String what, String missing) {
        if (!words.isAtWord()) {
            throw cursor.atEnd()
                    ? SyntaxException.unfinished(
                            start, start + what.length(), "behind " + what + " stands no word", "write " + missing)
                    : unexpected();
        }
        words.read();
    }

    /** Somewhere at least one command has to stand. */
    private void require(int count, String behind, String what, int start, String close) {
        if (count > 0) {
            return;
        }
        if (cursor.atEnd()) {
            throw neverClosed(what, start, close);
        }
        int end = tokenEnd();
        throw SyntaxException.at(
                cursor.at(),
                end,
                start,
                "no command stands between " + behind + " and " + cursor.text(cursor.at(), end),
                "write a command there; the word true does nothing");
    }

    private void close(String word, String what, int start) {
        if (!skipReserved(word)) {
            throw cursor.atEnd() ? neverClosed(what, start, word) : misplaced(what, start, word);
        }
    }

    private SyntaxException neverClosed(String what, int start, String close) {
        return SyntaxException.unfinished(
                start,
                Math.min(cursor.length(), start + opener(start)),
                what + " is opened here and never closed: there is no " + close,
                "add " + close + (close.length() > 1 ? ", at the beginning of a line or behind a semicolon" : ""));
    }

    /** The length of the keyword or operator with which a construct begins. */
    private int opener(int start) {
        int end = start;
        while (!Cursor.isMeta(cursor.charAt(end)) && end < cursor.length() && end - start < LONGEST_RESERVED) {
            end++;
        }
        boolean operator = end == start || cursor.charAt(start) == '$';
        return operator ? (cursor.charAt(start) == '(' ? 1 : 2) : end - start;
    }

    private SyntaxException misplaced(String what, int start, String wanted) {
        int end = tokenEnd();
        return SyntaxException.at(
                cursor.at(),
                end,
                start,
                shown(end) + " stands where " + what + " wants " + wanted,
                "write " + wanted + " before it, or take it away");
    }

    private SyntaxException unexpected() {
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
    private int tokenEnd() {
        int at = cursor.at();
        for (String operator : List.of(";;&", ";;", ";&", "&&", "||", "|&")) {
            if (cursor.looksAt(operator)) {
                return at + operator.length();
            }
        }
        int end = at;
        while (end < cursor.length() && !Cursor.isMeta(cursor.charAt(end)) && end - at < 40) {
            end++;
        }
        return Math.min(cursor.length(), Math.max(end, at + 1));
    }
}
