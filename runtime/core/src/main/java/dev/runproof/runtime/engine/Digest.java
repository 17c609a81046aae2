package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 as {@code sha256:} and 64 hexadecimal digits. */
final class Digest {

    private Digest() {}

    static String ofText(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Of what an object says: its tree as text that no other tree has, with sorted keys, without {@code metadata} and {@code status}, which servers and
     * controllers write.
     */
    static String ofContent(KubernetesObject object) {
        var content = new LinkedHashMap<>(object.content());
        content.remove("metadata");
        content.remove("status");
        var text = new StringBuilder();
        append(text, content);
        return ofText(text.toString());
    }

    private static void append(StringBuilder text, Object node) {
        if (node instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>();
            map.forEach((key, value) -> sorted.put((String) key, value));
            text.append('{');
            sorted.forEach((key, value) -> {
                separate(text, '{');
                append(text, key);
                text.append(':');
                append(text, value);
            });
            text.append('}');
        } else if (node instanceof List<?> list) {
            text.append('[');
            for (Object element : list) {
                separate(text, '[');
                append(text, element);
            }
            text.append(']');
        } else if (node instanceof String string) {
            text.append('"')
                    .append(string.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        } else {
            text.append(node);
        }
    }

    private static void separate(StringBuilder text, char opening) {
        if (text.charAt(text.length() - 1) != opening) {
            text.append(',');
        }
    }
}
