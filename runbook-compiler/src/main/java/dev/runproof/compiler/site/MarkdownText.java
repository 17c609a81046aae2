package dev.runproof.compiler.site;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.parse.RunbookFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.transaction.TransactionBlock;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlReader;
import java.util.List;

/** The text of a runbook in Markdown, whichever form it was written in. */
final class MarkdownText {

    private MarkdownText() {}

    /**
     * The text without front matter.
     *
     * @param runbook the runbook
     * @param transactions its transactions, which stand behind the sections where it was written in YAML
     * @param responses its responses, likewise
     */
    static String of(Runbook runbook, List<TransactionBlock> transactions, List<TransactionBlock> responses) {
        if (!RunbookFile.isYaml(runbook.location())) {
            return runbook.document().span().text();
        }
        var text = new StringBuilder();
        if (YamlReader.readOne(SourceSlice.all(runbook.file()), new Findings()).orElse(null) instanceof Mapping root) {
            if (root.get("introduction").orElse(null) instanceof Scalar introduction) {
                text.append(introduction.text()).append("\n\n");
            }
            if (root.get("sections").orElse(null) instanceof Mapping sections) {
                sections.entries()
                        .forEach(section -> text.append("## ")
                                .append(section.name().strip().replaceAll("\\s+", " "))
                                .append("\n\n")
                                .append(section.value() instanceof Scalar written ? written.text() : "")
                                .append("\n\n"));
            }
        }
        transactions.forEach(block -> append(block, "transaction", text));
        responses.forEach(block -> append(block, "response", text));
        return text.toString();
    }

    private static void append(TransactionBlock block, String kind, StringBuilder text) {
        text.append("```yaml ")
                .append(kind)
                .append('\n')
                .append(block.text())
                .append(block.text().endsWith("\n") ? "" : "\n")
                .append("```\n\n");
    }
}
