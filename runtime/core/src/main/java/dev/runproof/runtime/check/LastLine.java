package dev.runproof.runtime.check;

/** The last line of what a program has written, for a sentence: what cannot be seen is written out, and the rest cut. */
final class LastLine {

    private static final int LONGEST = 200;

    private LastLine() {}

    static String of(String text) {
        String line = text.strip();
        line = line.substring(Math.max(line.lastIndexOf('\n'), line.lastIndexOf('\r')) + 1);
        var visible = new StringBuilder();
        line.codePoints().forEach(point -> {
            if (point >= ' ' && point <= '~') {
                visible.appendCodePoint(point);
            } else if (point <= 0xffff) {
                visible.append(String.format("\\u%04x", point));
            } else {
                visible.append(String.format("\\u{%x}", point));
            }
        });
        return visible.length() <= LONGEST ? visible.toString() : visible.substring(0, LONGEST) + "...";
    }
}
