package dev.runproof.compiler.parse;

import java.util.List;
import java.util.stream.Stream;

/** What the names of runbooks' files say. */
public final class RunbookFile {

    /** What files of a folder are runbooks, as a glob. */
    public static final String GLOB = "*.{md,md.erb,runbook.yaml,runbook.yml}";

    private static final List<String> YAML = List.of(".runbook.yaml", ".runbook.yml", ".yaml", ".yml");

    /** Of pages that Middleman makes, whose names end with all that is done to them. */
    private static final List<String> TEMPLATES = List.of(".html.md.erb", ".htm.md.erb", ".md.erb", ".html.md");

    private RunbookFile() {}

    /** Whether a file is a runbook in YAML; all others are in Markdown. */
    public static boolean isYaml(String name) {
        return YAML.stream().anyMatch(name::endsWith);
    }

    /**
     * The path of a file without what says its form, so that a runbook has the same one in both.
     *
     * @param file its path, with {@code /} between folders
     * @return such as {@code node/disk-full} for {@code node/disk-full.md} and {@code node/disk-full.runbook.yaml}, and such as
     *     {@code disk} for {@code disk.html.md.erb}
     */
    public static String withoutEnding(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        int end = Stream.concat(YAML.stream(), TEMPLATES.stream())
                .filter(name::endsWith)
                .findFirst()
                .map(ending -> name.length() - ending.length())
                .orElse(name.lastIndexOf('.'));
        return end > 0 ? file.substring(0, file.length() - name.length() + end) : file;
    }
}
