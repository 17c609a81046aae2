package dev.runproof.compiler.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Fingerprints;
import dev.runproof.compiler.finding.Judgement;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Suppressed;
import dev.runproof.compiler.finding.Suppression;
import dev.runproof.compiler.source.Position;
import dev.runproof.compiler.source.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/**
 * Findings as JSON, all of them, for programs of one's own. Its schema is the resource {@code
 * META-INF/runproof/schema/report.schema.json}: within a version of the schema, keys are added and none is taken away.
 */
public final class JsonReport {

    private static final String SCHEMA = Product.ADDRESS + "schema/report.schema.json";

    private JsonReport() {}

    /** The text of a report, ending with LF; the same findings give the same bytes. */
    public static String of(Judgement judgement, Ledger ledger, Optional<LinkLedger> links) {
        var text = new StringWriter();
        try {
            write(judgement, ledger, links, text);
        } catch (IOException e) {
            throw new AssertionError("a text in memory is always written", e);
        }
        return text.toString();
    }

    /**
     * Writes the same, without ever having all of it in memory.
     *
     * @param judgement what is wrong
     * @param ledger what was looked at
     * @param links what became of addresses on the web, where they were asked for
     * @param to where it is written; left open
     * @throws IOException if it cannot be written
     */
    public static void write(Judgement judgement, Ledger ledger, Optional<LinkLedger> links, Writer to)
            throws IOException {
        try (JsonGenerator json = JsonText.generator(to)) {
            json.writeStartObject();
            json.writeStringField("$schema", SCHEMA);
            json.writeFieldName("tool");
            json.writeTree(JsonText.object().put("name", Product.NAME).put("version", Product.version()));
            json.writeBooleanField("passed", judgement.passed());
            json.writeStringField("failOn", judgement.policy().failOn().word());
            json.writeFieldName("ledger");
            json.writeTree(JsonText.object(ledger));
            if (links.isPresent()) {
                json.writeFieldName("links");
                json.writeTree(JsonText.object(links.get()));
            }
            ObjectNode off = JsonText.object();
            judgement.off().forEach(off::put);
            json.writeFieldName("switchedOff");
            json.writeTree(off);
            ObjectNode untouched = JsonText.object();
            judgement.untouched().forEach(untouched::put);
            json.writeFieldName("untouched");
            json.writeTree(untouched);
            json.writeArrayFieldStart("findings");
            List<String> fingerprints = Fingerprints.of(judgement.findings());
            for (int i = 0; i < fingerprints.size(); i++) {
                json.writeTree(entry(judgement.findings().get(i)).put("fingerprint", fingerprints.get(i)));
            }
            json.writeEndArray();
            json.writeArrayFieldStart("suppressed");
            for (Suppressed one : judgement.suppressed()) {
                json.writeTree(entry(one));
            }
            json.writeEndArray();
            json.writeArrayFieldStart("known");
            for (Finding one : judgement.known()) {
                json.writeTree(entry(one));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        to.write('\n');
    }

    private static ObjectNode entry(Suppressed suppressed) {
        ObjectNode entry = entry(suppressed.finding());
        Suppression by = suppressed.by();
        entry.putObject("suppression")
                .put("owner", by.owner())
                .put("until", by.until().toString())
                .put("reason", by.reason())
                .put("line", by.comment().from().line());
        return entry;
    }

    private static ObjectNode entry(Finding finding) {
        ObjectNode entry = JsonText.object()
                .put("rule", finding.rule().id())
                .put("severity", finding.severity().word())
                .put("file", finding.span().file().path());
        append(finding.span(), entry);
        entry.put("message", finding.message()).put("help", finding.help());
        if (!finding.related().isEmpty()) {
            ArrayNode related = entry.putArray("related");
            for (Related place : finding.related()) {
                ObjectNode other =
                        related.addObject().put("file", place.span().file().path());
                append(place.span(), other);
                other.put("message", place.message());
            }
        }
        return entry;
    }

    private static void append(Span span, ObjectNode entry) {
        append(span.from(), entry.putObject("start"));
        append(span.to(), entry.putObject("end"));
    }

    private static void append(Position position, ObjectNode entry) {
        entry.put("line", position.line()).put("column", position.column());
    }
}
