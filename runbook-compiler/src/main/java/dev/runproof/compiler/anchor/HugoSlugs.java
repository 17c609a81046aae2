package dev.runproof.compiler.anchor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Hugo's rules: they see the source of the heading, so that the address of a link in it becomes a part of the name. Lower
 * case; letters, decimal digits and {@code _} are kept; hyphens and blanks become hyphens; a heading of which nothing is left
 * is {@code heading}; a name that is taken gets the first free of {@code -1}, {@code -2} and so on.
 */
final class HugoSlugs implements Slugs {

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> tried = new HashMap<>();

    @Override
    public void take(String id, boolean ahead) {
        if (!ahead) {
            taken.add(id);
        }
    }

    @Override
    public String name(String content, String source, int level) {
        String slug = slug(source);
        String name = slug;
        for (int number = tried.getOrDefault(slug, 0); taken.contains(name); ) {
            number++;
            tried.put(slug, number);
            name = slug + "-" + number;
        }
        taken.add(name);
        return name;
    }

    private static String slug(String source) {
        var slug = new StringBuilder();
        source.strip().codePoints().forEach(c -> {
            if (c == '-' || c == ' ') {
                slug.append('-');
            } else if (c == '_' || Character.isLetter(c) || Character.isDigit(c)) {
                slug.appendCodePoint(Character.toLowerCase(c));
            }
        });
        return slug.isEmpty() ? "heading" : slug.toString();
    }
}
