package dev.runproof.compiler.validation;

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
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code validations.yaml}. */
public final class ValidationsReader {

    /** The name of the file, beside the configuration. */
    public static final String FILE = "validations.yaml";

    /** A record that is not of the form, has a day that there is not, or stands there twice. */
    public static final Rule INVALID_VALIDATIONS = Rule.unread("invalid-validations");

    private static final List<String> OF_RECORD = List.of("date", "who", "how", "reference", "steps", "alerts");
    private static final List<String> OF_PENDING = List.of("since", "who", "why");

    private final Findings findings;

    private ValidationsReader(Findings findings) {
        this.findings = findings;
    }

    /**
     * Reads the file.
     *
     * @param file its text
     * @param findings takes what is wrong
     * @return what could be read
     */
    public static Validations read(SourceFile file, Findings findings) {
        int before = findings.size();
        var evidence = new TreeMap<String, Evidence>();
        Optional<YamlNode> fit = YamlReader.readOne(SourceSlice.all(file), findings)
                .flatMap(document ->
                        DocumentSchema.of("validations", "key").fit(document, INVALID_VALIDATIONS, findings));
        if (fit.orElse(null) instanceof Mapping root) {
            var reader = new ValidationsReader(findings);
            for (Entry entry : root.entries()) {
                evidence.put(entry.name(), reader.evidence(entry));
            }
        }
        return new Validations(evidence, true, findings.size() == before);
    }

    private Evidence evidence(Entry entry) {
        Mapping written = (Mapping) entry.value();
        var records = new ArrayList<Validation>();
        Set<List<Object>> known = new HashSet<>();
        for (YamlNode item :
                written.get("records").map(node -> ((Sequence) node).items()).orElse(List.of())) {
            record((Mapping) item)
                    .filter(record -> isNew(record, entry.name(), known))
                    .ifPresent(records::add);
        }
        return new Evidence(
                entry.key().span(), records, written.get("pending").flatMap(node -> pending((Mapping) node)));
    }

    private boolean isNew(Validation record, String slug, Set<List<Object>> known) {
        boolean added = known.add(List.of(record.day().value(), record.who(), record.how(), record.reference()));
        if (!added) {
            findings.add(
                    INVALID_VALIDATIONS,
                    record.day().span(),
                    slug + " has this record of " + record.day().value() + " already",
                    "remove one of the two");
        }
        return added;
    }

    /** A record of which something was refused is none. */
    private Optional<Validation> record(Mapping node) {
        if (!OF_RECORD.stream().allMatch(key -> node.get(key).isPresent())) {
            return Optional.empty();
        }
        return day(node, "date")
                .map(day -> new Validation(
                        day,
                        text(node, "who"),
                        text(node, "how"),
                        text(node, "reference"),
                        new ValidatedText(text(node, "steps"), text(node, "alerts"))));
    }

    private Optional<Pending> pending(Mapping node) {
        return OF_PENDING.stream().allMatch(key -> node.get(key).isPresent())
                ? day(node, "since").map(since -> new Pending(since, text(node, "who"), text(node, "why")))
                : Optional.empty();
    }

    private Optional<Located<LocalDate>> day(Mapping mapping, String key) {
        Scalar written = (Scalar) mapping.get(key).orElseThrow();
        Optional<LocalDate> day = Day.parse(written.text());
        if (day.isEmpty()) {
            findings.add(
                    INVALID_VALIDATIONS,
                    written.span(),
                    "there is no day " + written.text(),
                    "write a day of the calendar, such as 2026-11-02");
        }
        return day.map(value -> new Located<>(value, written.span()));
    }

    /** The schema lets nothing but a text stand where this is asked. */
    private static String text(Mapping mapping, String key) {
        return ((Scalar) mapping.get(key).orElseThrow()).text().strip();
    }
}
