package dev.runproof.compiler.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Judgement;
import dev.runproof.compiler.finding.Suppressed;
import dev.runproof.compiler.source.Position;
import java.util.List;

/**
 * Findings as JSON, all of them, for programs of one's own. Its schema is the resource {@code
 * META-INF/runproof/schema/report.schema.json}: within a version of the schema, keys are added and none is taken away.
 */
public final class JsonReport {

    private static final String SCHEMA = Product.ADDRESS + "schema/report.schema.json";

    private JsonReport() {}

    /** The text of a report, ending with LF; the same findings give the same bytes. */
    public static String of(Judgement judgement, Ledger ledger) {
        ObjectNode report = JsonText.object();
        report.put("$schema", SCHEMA);
        report.putObject("tool").put("name", Product.NAME).put("version", Product.version());
        report.put("passed", judgement.passed());
        report.put("failOn", judgement.policy().failOn().word());
        report.set("ledger", JsonText.object(ledger));
        ObjectNode off = report.putObject("switchedOff");
        judgement.off().forEach(off::put);
        var findings = report.putArray("findings");
        List<String> fingerprints = Fingerprints.of(judgement.findings());
        for (int i = 0; i < fingerprints.size(); i++) {
            ObjectNode entry = findings.addObject();
            append(judgement.findings().get(i), entry);
            entry.put("fingerprint", fingerprints.get(i));
        }
        var suppressed = report.putArray("suppressed");
        for (Suppressed one : judgement.suppressed()) {
            ObjectNode entry = suppressed.addObject();
            append(one.finding(), entry);
            entry.putObject("suppression")
                    .put("owner", one.by().owner())
                    .put("until", one.by().until().toString())
                    .put("reason", one.by().reason())
                    .put("line", one.by().comment().from().line());
        }
        return JsonText.of(report);
    }

    private static void append(Finding finding, ObjectNode entry) {
        entry.put("rule", finding.rule().id())
                .put("severity", finding.severity().word())
                .put("file", finding.span().file().path());
        append(finding.span().from(), entry.putObject("start"));
        append(finding.span().to(), entry.putObject("end"));
        entry.put("message", finding.message()).put("help", finding.help());
    }

    private static void append(Position position, ObjectNode entry) {
        entry.put("line", position.line()).put("column", position.column());
    }
}
