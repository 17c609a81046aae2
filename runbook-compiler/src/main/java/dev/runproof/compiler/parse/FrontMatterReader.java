package dev.runproof.compiler.parse;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Day;
import dev.runproof.compiler.model.FrontMatter;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Slug;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the front matter of a runbook. */
final class FrontMatterReader {

    private final Findings findings;

    FrontMatterReader(Findings findings) {
        this.findings = findings;
    }

    FrontMatter read(SourceSlice slice) {
        int first = findings.size();
        Optional<YamlNode> document = YamlReader.readOne(slice, findings);
        if (document.isEmpty()) {
            return findings.size() == first ? FrontMatter.none() : FrontMatter.unread();
        }
        if (!(document.get() instanceof Mapping root)) {
            refuse(
                    document.get(),
                    "front matter has keys with values, and this is "
                            + document.get().kind(),
                    "write it as key: value, one a line");
            return FrontMatter.unread();
        }
        int before = findings.size();
        List<Located<String>> alerts = root.get("alerts").map(this::alerts).orElse(List.of());
        // The last one looks at what those before it found.
        return new FrontMatter(
                alerts,
                root.get("alerts").isPresent() && findings.size() == before,
                root.get("slug").flatMap(this::slug),
                root.get("title").flatMap(node -> text(node, "title")),
                root.get("last-validated").flatMap(this::date),
                root.get("owner").flatMap(node -> text(node, "owner")),
                root.get("inputs").map(new PlaceholderReader(findings)::read).orElse(List.of()),
                root.get("inputs").isPresent(),
                findings.size() == before);
    }

    private List<Located<String>> alerts(YamlNode node) {
        if (!(node instanceof Sequence sequence)) {
            refuse(node, "alerts is a list, and this is " + node.kind(), "write alerts: [NameOfTheAlert]");
            return List.of();
        }
        var alerts = new ArrayList<Located<String>>();
        for (YamlNode item : sequence.items()) {
            text(item, "an alert").ifPresent(alerts::add);
        }
        return List.copyOf(alerts);
    }

    private Optional<Located<String>> slug(YamlNode node) {
        Optional<Located<String>> slug = text(node, "slug");
        if (slug.isPresent() && !Slug.isValid(slug.get().value())) {
            refuse(
                    node,
                    "a slug is lower case words joined by hyphens",
                    "write slug: " + Slug.of(slug.get().value()));
            return Optional.empty();
        }
        return slug;
    }

    private Optional<Located<LocalDate>> date(YamlNode node) {
        return text(node, "last-validated").flatMap(text -> {
            Optional<LocalDate> day = Day.parse(text.value());
            if (day.isEmpty()) {
                refuse(node, "last-validated is no day", "write it as year-month-day, such as 2026-11-02");
            }
            return day.map(value -> new Located<>(value, text.span()));
        });
    }

    private Optional<Located<String>> text(YamlNode node, String what) {
        if (node instanceof Scalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
            return Optional.of(new Located<>(scalar.text().strip(), scalar.span()));
        }
        refuse(
                node,
                what + " is a text, and this is " + (node instanceof Scalar ? "nothing" : node.kind()),
                "write a text, or leave the key out");
        return Optional.empty();
    }

    private void refuse(YamlNode node, String message, String help) {
        findings.add(RunbookReader.INVALID_FRONT_MATTER, node.span(), message, help);
    }
}
