package dev.runproof.runtime.evidence;

/** Texts of strangers in messages: what is no visible ASCII is written out, and the rest cut. */
final class Visible {

    private Visible() {}

    static String cut(String text, int most) {
        var visible = new StringBuilder();
        text.codePoints().limit(most + 1L).forEach(point -> {
            if (point >= ' ' && point <= '~') {
                visible.appendCodePoint(point);
            } else {
                visible.append(String.format("\\u{%x}", point));
            }
        });
        return visible.length() <= most ? visible.toString() : visible.substring(0, most) + "...";
    }
}
