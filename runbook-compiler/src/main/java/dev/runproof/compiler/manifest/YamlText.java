package dev.runproof.compiler.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes documents of YAML 1.1 and 1.2 alike, in ASCII: maps in their order, lists, texts, numbers and truth values. A text is
 * quoted unless it is a plain word that means itself to every reader.
 */
final class YamlText {

    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:[-./][A-Za-z0-9]+)*");
    private static final Set<String> NO_TEXTS =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf");
    private static final String INDENT = "  ";
    private static final int LINE = 80;

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    /**
     * Writes documents.
     *
     * @param head what stands above them, as lines of comment; no text from elsewhere
     * @param documents maps with texts for keys
     */
    static String of(String head, List<? extends Map<String, ?>> documents) {
        var text = new YamlText();
        text.out.append("# ").append(head).append('\n');
        String between = "";
        for (Map<String, ?> document : documents) {
            text.out.append(between);
            text.map(document, "");
            between = "---\n";
        }
        return text.out.toString();
    }

    private void map(Map<?, ?> map, String indent) {
        String before = indent;
        for (var entry : map.entrySet()) {
            out.append(before).append(quoted(String.valueOf(entry.getKey()))).append(':');
            value(entry.getValue(), indent, true);
            before = indent;
        }
    }

    private void value(Object value, String indent, boolean ofKey) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            if (ofKey) {
                out.append('\n');
                map(map, indent + INDENT);
            } else {
                item(map, indent + INDENT);
            }
        } else if (value instanceof List<?> list && !list.isEmpty() && !isShort(list)) {
            out.append('\n');
            for (Object item : list) {
                out.append(indent).append(INDENT).append('-');
                value(item, indent + INDENT, false);
            }
        } else {
            out.append(' ').append(scalar(value)).append('\n');
        }
    }

    /** A map behind a hyphen: its first key stands on the same line. */
    private void item(Map<?, ?> map, String indent) {
        int start = out.length();
        map(map, indent);
        out.replace(start, start + indent.length(), " ");
    }

    /** Whether a list stands on one line. */
    private static boolean isShort(List<?> list) {
        return list.stream().noneMatch(item -> item instanceof Map || item instanceof List)
                && scalar(list).length() <= LINE;
    }

    private static String scalar(Object value) {
        if (value instanceof Map) {
            return "{}";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(YamlText::scalar).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        throw new IllegalArgumentException("not a value of YAML: " + value.getClass());
    }

    static String quoted(String text) {
        if (WORD.matcher(text).matches() && !NO_TEXTS.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (point >= ' ' && point < 0x7f) {
                        quoted.append((char) point);
                    } else {
                        // A half of a surrogate pair is no character, and no reader takes it.
                        int known = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
                        quoted.append(String.format(Locale.ROOT, known > 0xffff ? "\\U%08x" : "\\u%04x", known));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
