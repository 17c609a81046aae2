package dev.runproof.compiler.enforcement;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Day;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.schema.DocumentSchema;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads {@code enforcement.yaml}. */
public final class EnforcementReader {

    /** The name of the file, beside the configuration. */
    public static final String FILE = "enforcement.yaml";

    /** An entry that is not of the form, has a day that there is not, or is of no transaction. */
    public static final Rule INVALID_ENFORCEMENT = Rule.unread("invalid-enforcement");

    private static final List<String> OF_AUDIT = List.of("from", "until", "judged", "judged-by", "reference", "digest");

    private final Findings findings;

    private EnforcementReader(Findings findings) {
        this.findings = findings;
    }

    /**
     * Reads the file.
     *
     * @param file its text
     * @param findings takes what is wrong
     * @return what could be read
     */
    public static Enforcements read(SourceFile file, Findings findings) {
        Optional<YamlNode> fit = YamlReader.readOne(SourceSlice.all(file), findings)
                .flatMap(document ->
                        DocumentSchema.of("enforcement", "key").fit(document, INVALID_ENFORCEMENT, findings));
        if (!(fit.orElse(null) instanceof Mapping root)) {
            return Enforcements.NONE;
        }
        var reader = new EnforcementReader(findings);
        return new Enforcements(root.entries().stream()
                .flatMap(entry -> reader.enforcement(entry).stream())
                .toList());
    }

    /** An audit of which something was refused is said to be wrong already: that it is missing would be a second mistake. */
    private Optional<Enforcement> enforcement(Entry entry) {
        Mapping written = (Mapping) entry.value();
        Optional<YamlNode> audit = written.get("audit");
        Optional<Enforcement.Audit> read = audit.flatMap(node -> audit((Mapping) node));
        if (audit.isPresent() && read.isEmpty()) {
            return Optional.empty();
        }
        return day(written, "since")
                .map(since ->
                        new Enforcement(new Located<>(entry.name(), entry.key().span()), since, read));
    }

    private Optional<Enforcement.Audit> audit(Mapping node) {
        if (!OF_AUDIT.stream().allMatch(key -> node.get(key).isPresent())) {
            return Optional.empty();
        }
        var from = day(node, "from");
        var until = day(node, "until");
        var judged = day(node, "judged");
        if (from.isEmpty() || until.isEmpty() || judged.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Enforcement.Audit(
                from.get(),
                until.get(),
                judged.get(),
                text(node, "judged-by").value(),
                text(node, "reference").value(),
                text(node, "digest")));
    }

    private Optional<Located<LocalDate>> day(Mapping mapping, String key) {
        return mapping.get(key).map(Scalar.class::cast).flatMap(written -> {
            Optional<LocalDate> day = Day.parse(written.text());
            if (day.isEmpty()) {
                findings.add(
                        INVALID_ENFORCEMENT,
                        written.span(),
                        "there is no day " + written.text(),
                        "write a day of the calendar, such as 2026-11-02");
            }
            return day.map(value -> new Located<>(value, written.span()));
        });
    }

    /** The schema lets nothing but a text stand where this is asked. */
    private static Located<String> text(Mapping mapping, String key) {
        Scalar written = (Scalar) mapping.get(key).orElseThrow();
        return new Located<>(written.text().strip(), written.span());
    }
}
