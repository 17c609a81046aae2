package dev.runproof.compiler.anchor;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * GitHub's rules, as github-slugger 2 found them out: lower case; letters, marks, digits, connectors such as {@code _},
 * hyphens and blanks are kept, and each blank becomes a hyphen; a repeated name gets {@code -1}, {@code -2} and so on.
 */
final class GitHubSlugs implements Slugs {

    /** By name: the last number given to it. */
    private final Map<String, Integer> taken = new HashMap<>();

    @Override
    public void take(String id, boolean ahead) {
        if (ahead) {
            taken.putIfAbsent(id, 0);
        }
    }

    @Override
    public String name(String content, String source, int level) {
        String slug = slug(content);
        String name = slug;
        for (int number = taken.getOrDefault(slug, 0); taken.containsKey(name); ) {
            number++;
            taken.put(slug, number);
            name = slug + "-" + number;
        }
        taken.put(name, 0);
        return name;
    }

    private static String slug(String content) {
        var slug = new StringBuilder();
        String lower = content.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); ) {
            int c = lower.codePointAt(i);
            i += Character.charCount(c);
            if (c == ' ') {
                slug.append('-');
            } else if (c == '-' || isWord(c)) {
                slug.appendCodePoint(c);
            }
        }
        return slug.toString();
    }

    static boolean isWord(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.CONNECTOR_PUNCTUATION -> true;
            // Among them letters in circles, which are symbols otherwise.
            default -> Character.isAlphabetic(c);
        };
    }
}
