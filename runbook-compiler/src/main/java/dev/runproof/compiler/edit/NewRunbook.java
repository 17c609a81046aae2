package dev.runproof.compiler.edit;

import dev.runproof.compiler.model.Alert;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The beginning of a runbook for an alert. What only people know stands in it as {@code <Insert …>}, which the check tells until it is
 * written. Immutable.
 *
 * @param alert the alert
 * @param owner who keeps it true
 * @param sections the titles of its sections
 * @param inputs the labels that come with each such alert, with the types of their values
 */
public record NewRunbook(Alert alert, String owner, List<String> sections, SortedMap<String, String> inputs) {

    /** Takes the titles as they are now. */
    public NewRunbook {
        sections = List.copyOf(sections);
    }

    /** Its text, in Markdown. */
    public String text() {
        String name = alert.name().value();
        var text = new StringBuilder("---\nalerts: [" + Lines.quoted(name) + "]\nowner: " + Lines.quoted(owner) + "\n");
        if (!inputs.isEmpty()) {
            text.append("inputs:\n");
            inputs.forEach((label, type) -> text.append("  ")
                    .append(placeholder(label))
                    .append(": { type: ")
                    .append(type)
                    .append(", from: { label: ")
                    .append(label)
                    .append(" } }\n"));
        }
        text.append("---\n# Runbook: ").append(name).append("\n");
        for (String title : sections) {
            text.append("\n## ").append(title).append("\n\n");
            if (title.equals(sections.get(0))) {
                trigger(text);
            }
            text.append("<Insert what belongs below ").append(title).append(">\n");
        }
        return text.toString();
    }

    /** Indented, so that nothing in an expression ends the block. */
    private void trigger(StringBuilder text) {
        text.append("The alert fires on:\n\n");
        alert.expression()
                .value()
                .strip()
                .lines()
                .forEach(line -> text.append("    ").append(line).append('\n'));
        text.append('\n');
        if (!inputs.isEmpty()) {
            text.append("It comes with ")
                    .append(inputs.keySet().stream()
                            .map(label -> "`" + label + "` (`<" + placeholder(label) + ">`)")
                            .collect(Collectors.joining(", ")))
                    .append(".\n\n");
        }
    }

    private static String placeholder(String label) {
        return label.toUpperCase(Locale.ROOT);
    }
}
