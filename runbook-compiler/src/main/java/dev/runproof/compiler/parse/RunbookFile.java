package dev.runproof.compiler.parse;

import java.util.List;

/** What the names of runbooks' files say. */
public final class RunbookFile {

    /** What files of a folder are runbooks, as a glob. */
    public static final String GLOB = "*.{md,runbook.yaml,runbook.yml}";

    private static final List<String> YAML = List.of(".runbook.yaml", ".runbook.yml", ".yaml", ".yml");

    private RunbookFile() {}

    /** Whether a file is a runbook in YAML; all others are in Markdown. */
    public static boolean isYaml(String name) {
        return YAML.stream().anyMatch(name::endsWith);
    }

    /**
     * The path of a file without what says its form, so that a runbook has the same one in both.
     *
     * @param file its path, with {@code /} between folders
     * @return such as {@code node/disk-full} for {@code node/disk-full.md} and for {@code node/disk-full.runbook.yaml}
     */
    public static String withoutEnding(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        int end = YAML.stream()
                .filter(name::endsWith)
                .findFirst()
                .map(ending -> name.length() - ending.length())
                .orElse(name.lastIndexOf('.'));
        return end > 0 ? file.substring(0, file.length() - name.length() + end) : file;
    }
}
