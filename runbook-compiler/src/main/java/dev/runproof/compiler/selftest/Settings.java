package dev.runproof.compiler.selftest;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a configuration as it is written: each with the lines that it stands on. Immutable.
 *
 * @param head what stands above the first one
 * @param lines the lines of each, in their order
 */
public record Settings(String head, Map<String, String> lines) {

    /** Where an example's own files are; those of somebody else's are elsewhere. */
    private static final Set<String> OF_EXAMPLES = Set.of("base-url", "runbooks", "alert-rules");

    private static final Set<String> OF_PLACES =
            Set.of("base-url", "sites", "runbooks", "alert-rules", "links", "slug-from", "values");

    private static final String PLACES = "sites";

    /** Takes the lines as they are now. */
    public Settings {
        lines = new LinkedHashMap<>(lines);
    }

    /**
     * Reads them.
     *
     * @param file a configuration
     * @return the settings; nothing if they do not stand on lines of their own
     */
    public static Optional<Settings> read(SourceFile file) {
        return YamlReader.readOne(SourceSlice.all(file), new Findings())
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .filter(root -> root.entries().stream().allMatch(Settings::standsAlone))
                .map(root -> read(file, root.entries()));
    }

    private static boolean standsAlone(Entry entry) {
        return entry.key().span().from().column() == 1;
    }

    private static Settings read(SourceFile file, List<Entry> entries) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            int end = i + 1 < entries.size()
                    ? entries.get(i + 1).key().span().start()
                    : file.text().length();
            String text = file.text().substring(entries.get(i).key().span().start(), end);
            lines.put(entries.get(i).name(), text.endsWith("\n") ? text : text + "\n");
        }
        int first = entries.isEmpty() ? 0 : entries.get(0).key().span().start();
        return new Settings(file.text().substring(0, first), lines);
    }

    /** These with those of an example in their place, but for where its files are. */
    public Settings with(Settings example) {
        Map<String, String> all = new LinkedHashMap<>(lines);
        if (example.lines.containsKey(PLACES)) {
            all.keySet().remove("base-url");
        }
        example.lines.forEach((name, text) -> {
            if (!OF_EXAMPLES.contains(name)) {
                all.put(name, text);
            }
        });
        return new Settings(head, all);
    }

    /** Those alone that say where files are, how pages are named and which annotations link to them. */
    public Settings ofPlaces() {
        Map<String, String> all = new LinkedHashMap<>(lines);
        all.keySet().retainAll(OF_PLACES);
        return new Settings(head, all);
    }

    /** These without those that another one has, but for where files are. */
    public Settings without(Settings example) {
        Map<String, String> all = new LinkedHashMap<>(lines);
        all.keySet().removeIf(name -> example.lines.containsKey(name) && !OF_EXAMPLES.contains(name));
        return new Settings(head, all);
    }

    /** These with another line in place of one. */
    public Settings with(String name, String text) {
        Map<String, String> all = new LinkedHashMap<>(lines);
        all.put(name, text);
        return new Settings(head, all);
    }

    /** Their text. */
    public String text() {
        return head + String.join("", lines.values());
    }
}
