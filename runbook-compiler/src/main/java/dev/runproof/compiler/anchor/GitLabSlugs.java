package dev.runproof.compiler.anchor;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * GitLab's rules: as GitHub's, but several hyphens become one, and digits alone get {@code anchor-} before them. A repeated
 * name gets {@code -1}, {@code -2} and so on, whether that is taken or not.
 */
final class GitLabSlugs implements Slugs {

    private static final Pattern HYPHENS = Pattern.compile("-{2,}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final Map<String, Integer> times = new HashMap<>();

    @Override
    public void take(String id, boolean ahead) {
        // Names cannot be written out.
    }

    @Override
    public String name(String content, String source, int level) {
        String slug = slug(content);
        int before = times.merge(slug, 1, Integer::sum) - 1;
        return before == 0 ? slug : slug + "-" + before;
    }

    private static String slug(String content) {
        var slug = new StringBuilder();
        content.strip().toLowerCase(Locale.ROOT).codePoints().forEach(c -> {
            if (c == ' ' || c == '-') {
                slug.append('-');
            } else if (GitHubSlugs.isWord(c)) {
                slug.appendCodePoint(c);
            }
        });
        String joined = HYPHENS.matcher(slug).replaceAll("-");
        return DIGITS.matcher(joined).matches() ? "anchor-" + joined : joined;
    }
}
