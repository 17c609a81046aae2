package dev.runproof.image;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The labels of an image.
 *
 * @param values by name, sorted
 */
record Labels(Map<String, String> values) {

    Labels {
        values = Map.copyOf(new TreeMap<>(values));
    }

    /**
     * Reads labels.
     *
     * @param texts each {@code name=value}
     * @throws ImageException if one is not
     */
    static Labels parse(List<String> texts) {
        var values = new TreeMap<String, String>();
        for (String text : texts) {
            int end = text.indexOf('=');
            if (end < 1) {
                throw new ImageException("--label " + text + ": a label is NAME=VALUE");
            }
            values.put(text.substring(0, end), text.substring(end + 1));
        }
        return new Labels(values);
    }
}
