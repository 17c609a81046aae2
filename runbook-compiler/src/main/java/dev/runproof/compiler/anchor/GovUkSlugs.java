package dev.runproof.compiler.anchor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules of GOV.UK's tech docs template: lower case; whatever is no letter from a to z and no digit becomes a hyphen, several
 * together one. It sees the heading as HTML, so that {@code &} is {@code amp}. A name that is taken gets that of the heading
 * above before it, and if that is taken too, the first free of {@code -2}, {@code -3} and so on behind it.
 */
final class GovUkSlugs implements Slugs {

    private static final Pattern OTHERS = Pattern.compile("[^0-9a-z]+");
    private static final Pattern ENDS = Pattern.compile("^-|-$");

    private static final int LEVELS = 6;

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> tried = new HashMap<>();

    /** By level: the last name. */
    private final String[] last = new String[LEVELS + 1];

    /** By level: the number of its last heading. */
    private final int[] order = new int[LEVELS + 1];

    private int headings;

    @Override
    public void take(String id, boolean ahead) {
        // Names cannot be written out.
    }

    @Override
    public String name(String content, String source, int level) {
        String name = slug(content);
        if (taken.contains(name)) {
            name = above(level) + name;
        }
        if (taken.contains(name)) {
            int number = tried.getOrDefault(name, 1);
            String numbered;
            do {
                number++;
                numbered = name + "-" + number;
            } while (taken.contains(numbered));
            tried.put(name, number);
            name = numbered;
        }
        taken.add(name);
        last[level] = name;
        order[level] = ++headings;
        return name;
    }

    /** The name of the nearest heading before that is of a higher level, with a hyphen. */
    private String above(int level) {
        int nearest = 0;
        for (int other = 1; other < level; other++) {
            nearest = order[other] > order[nearest] ? other : nearest;
        }
        return nearest == 0 ? "" : last[nearest] + "-";
    }

    private static String slug(String content) {
        String html = content.strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
        String slug = OTHERS.matcher(html.toLowerCase(Locale.ROOT)).replaceAll("-");
        return ENDS.matcher(slug).replaceAll("");
    }
}
