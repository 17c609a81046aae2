package dev.runproof.compiler.workspace;

import dev.runproof.compiler.finding.Findings;
import java.util.List;
import java.util.stream.Stream;

/** The pattern {@code -}, which stands for standard input: once, and among alert rules only. */
final class StandardInput {

    private StandardInput() {}

    static void check(Configuration configuration, Findings findings) {
        configuration.alertRules().stream()
                .filter(FileSetting::isStandardInput)
                .skip(1)
                .forEach(setting ->
                        refuse(setting, "standard input is named twice, and can be read once", "remove one", findings));
        Stream.of(
                        configuration.runbooks(),
                        configuration.exercises(),
                        configuration.incidents(),
                        configuration.alertmanager())
                .flatMap(List::stream)
                .filter(FileSetting::isStandardInput)
                .forEach(setting -> refuse(
                        setting,
                        "standard input is read for alert-rules only",
                        "name the files, or write ./- for one of that name",
                        findings));
    }

    private static void refuse(FileSetting setting, String message, String help, Findings findings) {
        findings.add(WorkspaceRules.INVALID_CONFIGURATION, setting.pattern().span(), message, help);
    }
}
