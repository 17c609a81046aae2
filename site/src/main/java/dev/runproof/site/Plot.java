package dev.runproof.site;

import java.util.ArrayList;
import java.util.List;

/**
 * Bars beside each other's names, as SVG draws them. Lengths are those of its view box. Public for the templates alone.
 *
 * @param title what it shows
 * @param height its height
 * @param bars the parts of bars
 * @param labels the texts
 * @param legend what the kinds of parts mean
 */
public record Plot(String title, int height, List<Bar> bars, List<Label> labels, List<Meaning> legend) {

    /** The width of each plot. */
    public static final int WIDTH = 540;

    private static final int ROW = 30;
    private static final int THICK = 18;
    private static final int NAMES = 150;
    private static final int NUMBERS = 130;
    private static final int LONGEST_NAME = 20;

    /**
     * A part of a bar.
     *
     * @param kind what it means: {@code good}, {@code bad}, {@code worst} or {@code limit}
     * @param x where it begins
     * @param y its upper edge
     * @param width how long it is
     * @param height how thick it is
     */
    public record Bar(String kind, long x, long y, long width, long height) {}

    /**
     * A text.
     *
     * @param x where it begins or ends
     * @param y its base line
     * @param anchor {@code start} or {@code end}
     * @param text the text
     */
    public record Label(long x, long y, String anchor, String text) {}

    /**
     * What a kind of part means.
     *
     * @param kind the kind
     * @param text what it means
     */
    public record Meaning(String kind, String text) {}

    /**
     * A row of a plot.
     *
     * @param name its name
     * @param values the parts of its bar, in their order
     * @param limit where a line crosses it; negative for none
     * @param text what stands behind it
     */
    record Row(String name, List<Piece> values, long limit, String text) {

        long length() {
            return Math.max(limit, values.stream().mapToLong(Piece::value).sum());
        }
    }

    /**
     * A part of a bar.
     *
     * @param kind what it means
     * @param value how much
     */
    record Piece(String kind, long value) {}

    /** Takes the lists as they are now. */
    public Plot {
        bars = List.copyOf(bars);
        labels = List.copyOf(labels);
        legend = List.copyOf(legend);
    }

    /** Draws rows, all to one scale. */
    static Plot of(String title, List<Row> rows, List<Meaning> legend) {
        long longest = Math.max(1, rows.stream().mapToLong(Row::length).max().orElse(1));
        int room = WIDTH - NAMES - NUMBERS;
        var bars = new ArrayList<Bar>();
        var labels = new ArrayList<Label>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int top = i * ROW + (ROW - THICK) / 2;
            int line = top + THICK - 4;
            labels.add(new Label(NAMES - 10, line, "end", shortened(row.name())));
            long x = NAMES;
            for (Piece value : row.values()) {
                long width = value.value() * room / longest;
                if (width > 0) {
                    bars.add(new Bar(value.kind(), x, top, width, THICK));
                }
                x += width;
            }
            if (row.limit() >= 0) {
                bars.add(new Bar("limit", NAMES + row.limit() * room / longest, top - 4, 3, THICK + 8));
            }
            labels.add(new Label(
                    NAMES + Math.max(x - NAMES, row.limit() * room / longest) + 8, line, "start", row.text()));
        }
        return new Plot(title, rows.size() * ROW, bars, labels, legend);
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }

    /** For who cannot see it: the rows in words. */
    public String description() {
        var words = new ArrayList<String>();
        for (int i = 0; i + 1 < labels.size(); i += 2) {
            words.add(labels.get(i).text() + ": " + labels.get(i + 1).text());
        }
        return title + ". " + String.join("; ", words) + ".";
    }
}
