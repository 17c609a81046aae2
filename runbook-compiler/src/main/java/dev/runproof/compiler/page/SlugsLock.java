package dev.runproof.compiler.page;

import dev.runproof.compiler.model.Located;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code slugs.lock}: the name of every page that was ever published, with the file that it was made of. Immutable.
 *
 * <p>The name is the slug, or the path where pages are published under the paths of their files.
 *
 * @param entries the entries by name
 */
public record SlugsLock(Map<String, Entry> entries) {

    /** The name of the file, beside the configuration. */
    public static final String FILE = "slugs.lock";

    private static final String HEAD = """
            # Every page that was ever published: its name, and the file it was last made of.
            # Written by runbook:lock. A line is never removed: a page that is gone gets a redirect in redirects.yaml.
            """;

    /**
     * A page that was published.
     *
     * @param name its name, with its place
     * @param location the file that it was made of, relative to the folder of {@code runbook.yaml}
     */
    public record Entry(Located<String> name, String location) {}

    /** Takes the entries as they are now. */
    public SlugsLock {
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    /** The entry of a page. */
    public Optional<Entry> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** Its text: lines ending with LF, sorted by name. */
    public String text() {
        var text = new StringBuilder(HEAD);
        entries.forEach((name, entry) ->
                text.append(name).append(' ').append(entry.location()).append('\n'));
        return text.toString();
    }
}
