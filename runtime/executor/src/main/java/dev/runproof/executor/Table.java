package dev.runproof.executor;

import java.util.List;
import java.util.Locale;

/** Rows in columns that are as wide as their widest text, without a space at the end of a line. */
final class Table {

    private Table() {}

    /** Prints rows of equal length, made fit for a terminal. */
    static void print(Console console, String indent, List<List<String>> rows) {
        var widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Printable.of(row.get(i)).length());
            }
        }
        for (List<String> row : rows) {
            var line = new StringBuilder(indent);
            for (int i = 0; i < widths.length; i++) {
                line.append(String.format(Locale.ROOT, "%-" + (widths[i] + 2) + "s", Printable.of(row.get(i))));
            }
            console.line(line.toString().stripTrailing());
        }
    }
}
