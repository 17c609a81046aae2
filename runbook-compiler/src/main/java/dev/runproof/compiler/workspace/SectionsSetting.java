package dev.runproof.compiler.workspace;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Titles;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The setting {@code sections}: a list of titles, or {@code runproof} for the six of the runbook language. */
final class SectionsSetting {

    static final String NAME = "sections";

    private static final String OURS = "runproof";

    private SectionsSetting() {}

    /**
     * Reads the setting.
     *
     * @param root the configuration
     * @param written the texts of the setting; none if it is not there
     * @param findings takes what is wrong
     * @return the titles, in order; none if no sections are asked for
     */
    static List<String> titles(Mapping root, List<Located<String>> written, Findings findings) {
        boolean list = root.get(NAME).filter(Sequence.class::isInstance).isPresent();
        if (!list && written.size() == 1 && written.get(0).value().equals(OURS)) {
            return Titles.ALL;
        }
        Set<String> seen = new HashSet<>();
        for (Located<String> title : written) {
            String text = title.value().strip();
            if (!list || text.equals(OURS)) {
                refuse(
                        title,
                        NAME + " is a list of titles, or the word " + OURS,
                        "write it as [Meaning, Impact, Mitigation], or as " + OURS
                                + " for the six of the runbook language",
                        findings);
            } else if (text.startsWith("Appendix")) {
                refuse(
                        title,
                        "an appendix is not asked for: any may stand behind the sections",
                        "remove it, or give the section another title",
                        findings);
            } else if (!seen.add(text)) {
                refuse(title, "the section " + text + " is named twice", "remove one", findings);
            }
        }
        return written.stream().map(title -> title.value().strip()).toList();
    }

    private static void refuse(Located<String> title, String message, String help, Findings findings) {
        findings.add(WorkspaceRules.INVALID_CONFIGURATION, title.span(), message, help);
    }
}
