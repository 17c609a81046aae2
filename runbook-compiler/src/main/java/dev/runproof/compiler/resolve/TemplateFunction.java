package dev.runproof.compiler.resolve;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The functions of Prometheus' templates that make a text of a text, and are of use in an address. */
enum TemplateFunction {
    LOWER("toLower") {
        @Override
        String apply(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    },
    UPPER("toUpper") {
        @Override
        String apply(String text) {
            return text.toUpperCase(Locale.ROOT);
        }
    },
    TITLE("title") {
        @Override
        String apply(String text) {
            var title = new StringBuilder();
            boolean begins = true;
            for (int c : text.codePoints().toArray()) {
                title.appendCodePoint(begins ? Character.toTitleCase(c) : c);
                // Go's rule: a word ends at what is no letter, digit or underscore; beyond ASCII at a blank alone.
                begins = c < 128 ? !Character.isLetterOrDigit(c) && c != '_' : Character.isWhitespace(c);
            }
            return title.toString();
        }
    },
    URL_QUERY("urlquery") {
        @Override
        String apply(String text) {
            var query = new StringBuilder();
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                char c = (char) (b & 0xFF);
                if (c < 128 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0)) {
                    query.append(c);
                } else {
                    query.append(c == ' ' ? "+" : String.format(Locale.ROOT, "%%%02X", (int) c));
                }
            }
            return query.toString();
        }
    };

    private final String word;

    TemplateFunction(String word) {
        this.word = word;
    }

    static Optional<TemplateFunction> of(String word) {
        return Arrays.stream(values())
                .filter(function -> function.word.equals(word))
                .findFirst();
    }

    abstract String apply(String text);
}
