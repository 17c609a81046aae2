package dev.runproof.compiler.shell;

import dev.runproof.compiler.shell.SimpleCommand.Target;
import java.util.List;

/** Reads redirections, and announces the here-documents among them. */
final class Redirections {

    private final Cursor cursor;
    private final WordReader words;
    private final HereDocuments hereDocuments;

    Redirections(Cursor cursor, WordReader words, HereDocuments hereDocuments) {
        this.cursor = cursor;
        this.words = words;
        this.hereDocuments = hereDocuments;
    }

    /** Reads a redirection, if one begins here. */
    boolean read(List<Target> targets) {
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
}
