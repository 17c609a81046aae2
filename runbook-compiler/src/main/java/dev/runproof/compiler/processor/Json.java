package dev.runproof.compiler.processor;

import java.util.Collection;
import java.util.Map;

/** Writes JSON: keys in the order of the map, two spaces a level, a line break at the end. */
final class Json {

    private Json() {}

    /** The text of a tree of maps, collections, texts, whole numbers and truth values. */
    static String text(Map<String, ?> tree) {
        var text = new StringBuilder();
        write(tree, "\n", text);
        return text.append('\n').toString();
    }

    static String quoted(String value) {
        var text = new StringBuilder();
        write(value, "", text);
        return text.toString();
    }

    private static void write(Object value, String lineBreak, StringBuilder text) {
        String inner = lineBreak + "  ";
        String separator = "";
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator).append(inner);
                write(entry.getKey(), inner, text);
                text.append(": ");
                write(entry.getValue(), inner, text);
                separator = ",";
            }
            text.append(map.isEmpty() ? "" : lineBreak).append('}');
        } else if (value instanceof Collection<?> items) {
            text.append('[');
            for (Object item : items) {
                text.append(separator).append(inner);
                write(item, inner, text);
                separator = ",";
            }
            text.append(items.isEmpty() ? "" : lineBreak).append(']');
        } else if (value instanceof Integer || value instanceof Boolean) {
            text.append(value);
        } else {
            string((String) value, text);
        }
    }

    private static void string(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
