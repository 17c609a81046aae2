package dev.runproof.compiler.anchor;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The rules of Python-Markdown's toc: letters lose their accents, and what is not ASCII then is left out, as is all but
 * letters, digits, {@code _}, hyphens and blanks; lower case; runs of blanks and hyphens become one hyphen. A name that is
 * taken, or empty, gets {@code _1}, and one that ends so the next number.
 */
final class MkDocsSlugs implements Slugs {

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> tried = new HashMap<>();

    @Override
    public void take(String id, boolean ahead) {
        taken.add(id);
    }

    @Override
    public String name(String content, String source, int level) {
        String slug = slug(content);
        if (slug.isEmpty() || taken.contains(slug)) {
            slug = numbered(slug);
        }
        taken.add(slug);
        return slug;
    }

    private String numbered(String slug) {
        int cut = slug.lastIndexOf('_');
        boolean counts = cut >= 0
                && cut + 1 < slug.length()
                // Longer numbers than these are no count, and would not fit.
                && slug.length() - cut <= 9
                && slug.chars().skip(cut + 1).allMatch(Character::isDigit);
        String base = counts ? slug.substring(0, cut) : slug;
        int number = counts ? Integer.parseInt(slug.substring(cut + 1)) : 0;
        number = Math.max(number, tried.getOrDefault(slug, 0));
        do {
            number++;
        } while (taken.contains(base + "_" + number));
        tried.put(slug, number);
        return base + "_" + number;
    }

    private static String slug(String content) {
        var slug = new StringBuilder();
        String ascii = Normalizer.normalize(content, Normalizer.Form.NFKD);
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            if (c == '-' || isBlank(c)) {
                slug.append(c == '-' ? '-' : ' ');
            } else if (c == '_' || (c < 128 && Character.isLetterOrDigit(c))) {
                slug.append(Character.toLowerCase(c));
            }
        }
        return joined(slug.toString().strip());
    }

    private static String joined(String words) {
        var joined = new StringBuilder();
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i) == ' ' ? '-' : words.charAt(i);
            if (c != '-' || joined.isEmpty() || joined.charAt(joined.length() - 1) != '-') {
                joined.append(c);
            }
        }
        return joined.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\u001C' && c <= '\u001F');
    }
}
