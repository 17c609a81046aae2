package dev.runproof.compiler.shell;

import java.util.ArrayDeque;
import java.util.Deque;

/** The here-documents that a line has announced: their texts begin with the next one. */
final class HereDocuments {

    /**
     * A here-document.
     *
     * @param delimiter the line that ends it
     * @param tabs whether tabs before its lines do not count
     * @param start where its operator stands
     * @param end where its delimiter ends
     */
    private record Announced(String delimiter, boolean tabs, int start, int end) {}

    private final Cursor cursor;
    private final Deque<Deque<Announced>> outer = new ArrayDeque<>();
    private Deque<Announced> announced = new ArrayDeque<>();

    HereDocuments(Cursor cursor) {
        this.cursor = cursor;
    }

    void announce(String delimiter, boolean tabs, int start, int end) {
        announced.add(new Announced(delimiter, tabs, start, end));
    }

    /** Passes over the texts that begin at the line here. */
    void read() {
        while (!announced.isEmpty()) {
            read(announced.remove());
        }
    }

    /** Begins a substitution, whose lines are read before that of the script around it ends. */
    void enter() {
        outer.push(announced);
        announced = new ArrayDeque<>();
    }

    /** Ends it; what it announced without a line behind it is left to the line around it. */
    void leave() {
        Deque<Announced> inner = announced;
        announced = outer.pop();
        announced.addAll(inner);
    }

    /** At the end of a script none may be left. */
    void end() {
        if (!announced.isEmpty()) {
            throw neverEnds(announced.element());
        }
    }

    private void read(Announced document) {
        while (!cursor.atEnd()) {
            int start = cursor.at();
            int end = cursor.lineEnd();
            cursor.moveTo(Math.min(end + 1, cursor.length()));
            while (document.tabs() && start < end && cursor.charAt(start) == '\t') {
                start++;
            }
            if (cursor.text(start, end).equals(document.delimiter())) {
                return;
            }
        }
        throw neverEnds(document);
    }

    private static SyntaxException neverEnds(Announced document) {
        return SyntaxException.unfinished(
                document.start(),
                document.end(),
                "the here-document never ends: no line is just " + document.delimiter(),
                "end it with a line that has nothing else in it, no blank before and none behind");
    }
}
