package dev.runproof.compiler.edit;

import dev.runproof.compiler.model.Alert;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The beginning of a runbook for alerts. What only people know stands in it as {@code <Insert …>}, which the check tells until it is
 * written. Immutable.
 *
 * @param alerts the alerts, at least one; the page has the name of the first
 * @param owner who keeps it true
 * @param slug the name of its page; empty if that is what its title or its file says
 * @param sections the titles of its sections
 * @param inputs the labels that come with each such alert, with the types of their values
 */
public record NewRunbook(
        List<Alert> alerts,
        String owner,
        Optional<String> slug,
        List<String> sections,
        SortedMap<String, String> inputs) {

    /** Takes the lists as they are now. */
    public NewRunbook {
        alerts = List.copyOf(alerts);
        sections = List.copyOf(sections);
    }

    /** Its text, in Markdown. */
    public String text() {
        var text = new StringBuilder("---\n");
        slug.ifPresent(name -> text.append("slug: ").append(Lines.quoted(name)).append('\n'));
        text.append("alerts: [")
                .append(alerts.stream()
                        .map(alert -> Lines.quoted(alert.name().value()))
                        .distinct()
                        .collect(Collectors.joining(", ")))
                .append("]\nowner: ")
                .append(Lines.quoted(owner))
                .append('\n');
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
        text.append("---\n# Runbook: ").append(alerts.get(0).name().value()).append("\n");
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
        for (Alert alert : alerts) {
            text.append(alerts.size() == 1 ? "The alert" : "`" + alert.name().value() + "`")
                    .append(" fires on:\n\n");
            alert.expression()
                    .value()
                    .strip()
                    .lines()
                    .forEach(line -> text.append("    ").append(line).append('\n'));
            text.append('\n');
        }
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
