package dev.runproof.compiler.parse;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Day;
import dev.runproof.compiler.model.FrontMatter;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Slug;
import dev.runproof.compiler.schema.DocumentSchema;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the front matter of runbooks. Not thread-safe. */
final class FrontMatterReader {

    private final DocumentSchema form;
    private final Findings findings;

    FrontMatterReader(DocumentSchema form, Findings findings) {
        this.form = form;
        this.findings = findings;
    }

    /** Reads what stands between the fences. */
    FrontMatter read(SourceSlice slice) {
        int first = findings.size();
        Optional<YamlNode> document = YamlReader.readOne(slice, findings);
        if (document.isEmpty()) {
            return findings.size() == first ? FrontMatter.none() : FrontMatter.unread();
        }
        if (!(document.get() instanceof Mapping root)) {
            findings.add(
                    RunbookReader.INVALID_FRONT_MATTER,
                    document.get().span(),
                    "front matter has keys with values, and this is "
                            + document.get().kind(),
                    "write it as key: value, one a line");
            return FrontMatter.unread();
        }
        return read(root, form.keys());
    }

    /**
     * Binds those keys of a mapping that are ours.
     *
     * @param root the mapping; its other keys are left alone, as sites have some of their own
     * @param known the keys that a misspelt one can be meant for
     */
    FrontMatter read(Mapping root, List<String> known) {
        reportMisspelt(root, known);
        int before = findings.size();
        Mapping fitting = fitting(root);
        List<Located<String>> alerts = alerts(fitting);
        // The last one looks at what those before it found.
        return new FrontMatter(
                alerts,
                listsAlerts(root, alerts),
                text(fitting, "slug"),
                text(fitting, "title"),
                text(fitting, "last-validated").flatMap(this::day),
                fitting.get("owner").map(FrontMatterReader::names),
                tags(root),
                root.get("inputs").map(new PlaceholderReader(findings)::read).orElse(List.of()),
                root.get("inputs").isPresent(),
                findings.size() == before);
    }

    private void reportMisspelt(Mapping root, List<String> known) {
        List<String> free =
                known.stream().filter(key -> root.entry(key).isEmpty()).toList();
        for (Entry entry : root.entries()) {
            if (!known.contains(entry.name())) {
                Suggestion.slip(entry.name(), free)
                        .ifPresent(key -> findings.add(
                                RunbookReader.UNKNOWN_KEY,
                                entry.key().span(),
                                "the key " + entry.name() + " means nothing to the gate",
                                "did you mean " + key + "?"));
            }
        }
    }

    /** What fits the schema; what is wrong with a slug is said here, since a better one can be made of it. */
    private Mapping fitting(Mapping root) {
        var entries = new ArrayList<Entry>();
        for (Entry entry : root.entries()) {
            boolean refused = entry.name().equals("slug") && entry.value() instanceof Scalar slug && refuseSlug(slug);
            if (!refused) {
                entries.add(entry);
            }
        }
        return form.fit(new Mapping(root.span(), entries), RunbookReader.INVALID_FRONT_MATTER, findings)
                .map(Mapping.class::cast)
                .orElseThrow();
    }

    private boolean refuseSlug(Scalar slug) {
        if (slug.isNull() || Slug.isValid(slug.text())) {
            return false;
        }
        String better = Slug.of(slug.text());
        if (better.isEmpty()) {
            return false;
        }
        findings.add(
                RunbookReader.INVALID_FRONT_MATTER,
                slug.span(),
                "a slug is lower case words joined by hyphens",
                "write slug: " + better);
        return true;
    }

    private static List<Located<String>> alerts(Mapping root) {
        if (!(root.get("alerts").orElse(null) instanceof Sequence alerts)) {
            return List.of();
        }
        return alerts.items().stream().map(alert -> text((Scalar) alert)).toList();
    }

    /** Sites have them too, each in its own way, so that what is written otherwise is no mistake. */
    private static List<String> tags(Mapping root) {
        return root.get("tags").orElse(null) instanceof Sequence tags
                ? tags.items().stream()
                        .flatMap(tag -> tag instanceof Scalar word && !word.isNull()
                                ? Stream.of(word.text().strip())
                                : Stream.empty())
                        .filter(tag -> !tag.isEmpty())
                        .distinct()
                        .toList()
                : List.of();
    }

    private static boolean listsAlerts(Mapping root, List<Located<String>> read) {
        return root.get("alerts").orElse(null) instanceof Sequence alerts
                && alerts.items().size() == read.size();
    }

    private static Optional<Located<String>> text(Mapping root, String key) {
        return root.get(key).map(node -> text((Scalar) node));
    }

    private static Located<String> names(YamlNode owner) {
        return owner instanceof Sequence several
                ? new Located<>(
                        several.items().stream()
                                .map(item -> ((Scalar) item).text().strip())
                                .collect(Collectors.joining(", ")),
                        owner.span())
                : text((Scalar) owner);
    }

    private static Located<String> text(Scalar scalar) {
        return new Located<>(scalar.text().strip(), scalar.span());
    }

    private Optional<Located<LocalDate>> day(Located<String> text) {
        Optional<LocalDate> day = Day.parse(text.value());
        if (day.isEmpty()) {
            findings.add(
                    RunbookReader.INVALID_FRONT_MATTER,
                    text.span(),
                    "last-validated is no day: there is no " + text.value(),
                    "write it as year-month-day, such as 2026-11-02");
        }
        return day.map(value -> new Located<>(value, text.span()));
    }
}
