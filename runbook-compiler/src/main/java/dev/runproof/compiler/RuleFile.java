package dev.runproof.compiler;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.AlertFile;
import dev.runproof.compiler.workspace.FileSetting;
import dev.runproof.compiler.workspace.WorkspaceRules;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file with alert rules, and what came out of it.
 *
 * @param setting the setting by which it was found
 * @param content what it holds; nothing if it could not be opened
 * @param read whether it was read, as far as its findings go
 */
record RuleFile(FileSetting setting, Optional<AlertFile> content, boolean read) {

    static List<AlertFile> contents(List<RuleFile> files) {
        return files.stream().flatMap(file -> file.content.stream()).toList();
    }

    boolean isWithoutAlerts() {
        return read && content.filter(file -> file.alerts().isEmpty()).isPresent();
    }

    /**
     * Finds patterns in whose files there is not one alert, where that was not declared: moved alerts look like that, and a
     * gate that looks at nothing is green. Where a file was not read that alone is told.
     */
    static void refuseEmpty(List<RuleFile> files, Findings findings) {
        Map<FileSetting, Boolean> empty = new LinkedHashMap<>();
        files.forEach(file -> empty.merge(file.setting, file.isWithoutAlerts(), Boolean::logicalAnd));
        empty.forEach((setting, none) -> {
            if (none && !setting.optional()) {
                String written = setting.pattern().value();
                findings.add(
                        WorkspaceRules.NOTHING_TO_CHECK,
                        setting.pattern().span(),
                        "there is no alert in the files of " + written,
                        "mend the pattern; where there may be none, write { files: " + written + ", optional: true }");
            }
        });
    }

    /** How many patterns led to no alert, and may. */
    static int declaredEmpty(List<FileSetting> settings, List<RuleFile> files) {
        Map<FileSetting, Boolean> alerts = new HashMap<>();
        files.forEach(file -> alerts.merge(file.setting, !file.isWithoutAlerts(), Boolean::logicalOr));
        return (int) settings.stream()
                .filter(setting -> setting.optional() && !alerts.getOrDefault(setting, false))
                .count();
    }
}
