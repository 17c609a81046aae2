package dev.runproof.compiler.workspace;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The setting {@code sections}: a list of titles, or {@code runproof} for the six of the runbook language. */
final class SectionsSetting {

    static final String NAME = "sections";

    private static final String OURS = "runproof";
    private static final List<String> OUR_TITLES = List.of(
            "Trigger Condition",
            "Severity Classification",
            "Triage Steps (first 5 minutes)",
            "Containment Actions",
            "Remediation and Recovery",
            "Post-Incident");

    private SectionsSetting() {}

    /**
     * Reads the setting.
     *
     * @param written its texts; none if it is not there
     * @param findings takes what is wrong
     * @return the titles, in order; none if no sections are asked for
     */
    static List<String> titles(List<Located<String>> written, Findings findings) {
        if (written.size() == 1 && written.get(0).value().equals(OURS)) {
            return OUR_TITLES;
        }
        Set<String> seen = new HashSet<>();
        for (Located<String> title : written) {
            if (!seen.add(title.value().strip())) {
                refuse(title, "the section " + title.value().strip() + " is named twice", "remove one", findings);
            }
            if (title.value().startsWith("Appendix")) {
                refuse(
                        title,
                        "an appendix is not asked for: any may stand behind the sections",
                        "remove it, or give the section another title",
                        findings);
            }
        }
        return written.stream().map(title -> title.value().strip()).toList();
    }

    private static void refuse(Located<String> title, String message, String help, Findings findings) {
        findings.add(WorkspaceRules.INVALID_CONFIGURATION, title.span(), message, help);
    }
}
