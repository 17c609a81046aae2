package dev.runproof.compiler;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Severity;
import java.util.List;

/** Counts findings in words. */
final class Summary {

    private Summary() {}

    static String of(List<Finding> findings) {
        long errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .count();
        long warnings = findings.stream()
                .filter(finding -> finding.severity() == Severity.WARNING)
                .count();
        if (errors == 0 && warnings == 0) {
            return "no findings";
        }
        String text = errors == 0 ? "" : errors + (errors == 1 ? " error" : " errors");
        String separator = errors == 0 || warnings == 0 ? "" : ", ";
        return text + separator + (warnings == 0 ? "" : warnings + (warnings == 1 ? " warning" : " warnings"));
    }
}
