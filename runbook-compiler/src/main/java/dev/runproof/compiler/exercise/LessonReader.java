package dev.runproof.compiler.exercise;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what was found and what was changed for it, below {@code findings}. Stateless but for the findings that it adds. */
public final class LessonReader {

    private final Rule rule;
    private final Findings findings;

    /**
     * Makes a reader.
     *
     * @param rule what is found where one is not of the form
     * @param findings takes what is wrong
     */
    public LessonReader(Rule rule, Findings findings) {
        this.rule = rule;
        this.findings = findings;
    }

    /**
     * Reads them.
     *
     * @param record a mapping that fits its schema
     * @return them; with a finding for each that does not say either what was changed or who sees to it
     */
    public List<Lesson> read(Mapping record) {
        var lessons = new ArrayList<Lesson>();
        for (YamlNode node :
                record.get("findings").map(list -> ((Sequence) list).items()).orElse(List.of())) {
            var entry = (Mapping) node;
            Located<String> found = text(entry.get("found").orElseThrow());
            Optional<Located<String>> changed = entry.get("changed").map(LessonReader::text);
            Optional<Located<String>> open = entry.get("open").map(LessonReader::text);
            if (changed.isPresent() == open.isPresent()) {
                findings.add(
                        rule,
                        entry.span(),
                        changed.isPresent()
                                ? "what was found has changed: and open: at once"
                                : "what was found has neither changed: nor open:",
                        "write changed: with what was changed for it, or open: with who sees to it while nothing was");
            }
            lessons.add(new Lesson(
                    found,
                    changed.isEmpty(),
                    changed.or(() -> open).map(Located::value).orElse("")));
        }
        return lessons;
    }

    private static Located<String> text(YamlNode node) {
        return new Located<>(((Scalar) node).text().strip(), node.span());
    }
}
