package dev.runproof.compiler.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runproof.compiler.baseline.Baseline;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Fingerprints;
import dev.runproof.compiler.finding.Judgement;
import dev.runproof.compiler.finding.Level;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suppressed;
import dev.runproof.compiler.finding.Suppression;
import dev.runproof.compiler.finding.Weight;
import dev.runproof.compiler.source.Position;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Findings as SARIF 2.1.0, for code scanning and editors: <a
 * href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">the standard</a>.
 *
 * <p>Paths are relative to the folder of the run, columns count Unicode code points, and the same findings give the same
 * bytes. Immutable and thread-safe.
 */
public final class SarifReport {

    /** GitHub shows no more than these of a run, and does not say so; we do. */
    static final int MOST = 5_000;

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String ROOT = "SRCROOT";

    private final List<Rule> rules;
    private final Map<String, Integer> indexes = new HashMap<>();

    /**
     * Makes a report.
     *
     * @param rules all that can be found, each with its page
     */
    public SarifReport(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        rules.forEach(rule -> indexes.put(rule.id(), indexes.size()));
    }

    /** The text of a report, ending with LF. */
    public String of(Judgement judgement) {
        ObjectNode log = JsonText.object();
        log.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        driver(run.putObject("tool").putObject("driver"));
        invocation(judgement, run.putArray("invocations").addObject());
        run.putObject("originalUriBaseIds")
                .putObject(ROOT)
                .putObject("description")
                .put("text", "The folder in which the check was called.");
        run.put("columnKind", "unicodeCodePoints");
        run.putArray("newlineSequences").add("\r\n").add("\n").add("\r");
        ArrayNode results = run.putArray("results");
        results(judgement.findings(), results);
        suppressed(judgement.suppressed(), results);
        known(judgement.known(), results);
        return JsonText.of(log);
    }

    private void driver(ObjectNode driver) {
        driver.put("name", Product.NAME).put("version", Product.version()).put("informationUri", Product.ADDRESS);
        ArrayNode all = driver.putArray("rules");
        for (Rule rule : rules) {
            Explanation page = Explanation.of(rule);
            ObjectNode entry = all.addObject().put("id", rule.id());
            entry.putObject("shortDescription").put("text", page.summary());
            entry.putObject("fullDescription").put("text", page.description());
            entry.putObject("defaultConfiguration").put("level", rule.severity().word());
            entry.put("helpUri", Product.ADDRESS + "findings/" + rule.id() + "/");
            entry.putObject("help").put("text", page.markdown()).put("markdown", page.markdown());
        }
    }

    private void invocation(Judgement judgement, ObjectNode invocation) {
        // Else "no results" would be read as "all mended", where the configuration itself was broken.
        invocation.put(
                "executionSuccessful",
                judgement.findings().stream()
                        .noneMatch(finding -> finding.rule().fixed()));
        ArrayNode overrides = invocation.putArray("ruleConfigurationOverrides");
        for (Rule rule : rules) {
            Weight weight = judgement.policy().weights().get(rule.id());
            if (weight != null) {
                ObjectNode override = overrides.addObject();
                configuration(weight, override.putObject("configuration"));
                override.putObject("descriptor").put("id", rule.id()).put("index", index(rule));
            }
        }
        ArrayNode notifications = invocation.putArray("toolExecutionNotifications");
        int found = judgement.findings().size();
        if (found > MOST) {
            notify(
                    "These are %d of %d findings, those that weigh most; the text report and the JSON report have all."
                            .formatted(MOST, found),
                    notifications);
        }
        judgement
                .untouched()
                .forEach((rule, count) -> notify(
                        "The change does not touch it, and it is not shown: %d of %s.".formatted(count, rule),
                        notifications));
        judgement
                .off()
                .forEach((rule, count) -> notify(
                        "Switched off by the configuration and not shown: %d of %s.".formatted(count, rule),
                        notifications));
    }

    private static void configuration(Weight weight, ObjectNode configuration) {
        weight.otherwise().ifPresent(level -> {
            configuration.put("enabled", level != Level.OFF);
            level.severity().ifPresent(severity -> configuration.put("level", severity.word()));
        });
        if (!weight.byAlert().isEmpty()) {
            ObjectNode byAlert = configuration.putObject("parameters").putObject("bySeverityOfAlert");
            weight.byAlert().forEach((severity, level) -> byAlert.put(severity, level.word()));
        }
    }

    private static void notify(String text, ArrayNode notifications) {
        notifications.addObject().put("level", "warning").putObject("message").put("text", text);
    }

    private void results(List<Finding> findings, ArrayNode results) {
        List<String> fingerprints = Fingerprints.of(findings);
        Set<Finding> kept = new HashSet<>(findings.stream()
                .sorted(Comparator.comparing(Finding::severity).thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList());
        for (int i = 0; i < findings.size(); i++) {
            if (kept.contains(findings.get(i))) {
                result(findings.get(i), fingerprints.get(i), results.addObject());
            }
        }
    }

    /** Those for which somebody answers: viewers show them as closed, and do not open them anew when the comment is gone. */
    private void suppressed(List<Suppressed> suppressed, ArrayNode results) {
        List<String> fingerprints =
                Fingerprints.of(suppressed.stream().map(Suppressed::finding).toList());
        for (int i = 0; i < suppressed.size() && results.size() < MOST; i++) {
            Suppression by = suppressed.get(i).by();
            ObjectNode result = results.addObject();
            result(suppressed.get(i).finding(), fingerprints.get(i), result);
            ObjectNode suppression = result.putArray("suppressions").addObject();
            suppression
                    .put("kind", "inSource")
                    .put("justification", escaped(by.reason() + " (" + by.owner() + ", until " + by.until() + ")"));
            location(by.comment(), suppression.putObject("location").putObject("physicalLocation"));
        }
    }

    /** Those that were there when the gate came. */
    private void known(List<Finding> known, ArrayNode results) {
        List<String> fingerprints = Fingerprints.of(known);
        for (int i = 0; i < known.size() && results.size() < MOST; i++) {
            ObjectNode result = results.addObject();
            result(known.get(i), fingerprints.get(i), result);
            result.putArray("suppressions")
                    .addObject()
                    .put("kind", "external")
                    .put("justification", "In the baseline, " + Baseline.FILE + ".");
        }
    }

    private void result(Finding finding, String fingerprint, ObjectNode result) {
        result.put("ruleId", finding.rule().id())
                .put("ruleIndex", index(finding.rule()))
                .put("level", finding.severity().word());
        result.putObject("message").put("text", escaped(finding.message()) + ".\nHelp: " + escaped(finding.help()));
        location(finding.span(), result.putArray("locations").addObject().putObject("physicalLocation"));
        if (!finding.related().isEmpty()) {
            ArrayNode related = result.putArray("relatedLocations");
            for (Related place : finding.related()) {
                ObjectNode other = related.addObject();
                location(place.span(), other.putObject("physicalLocation"));
                other.putObject("message").put("text", escaped(place.message()) + ".");
            }
        }
        result.putObject("partialFingerprints").put("runproofFinding/v1", fingerprint);
    }

    private int index(Rule rule) {
        return indexes.getOrDefault(rule.id(), -1);
    }

    private static void location(Span span, ObjectNode location) {
        Position from = span.from();
        Position to = span.to();
        ObjectNode artifact = location.putObject("artifactLocation");
        if (span.file().path().equals(SourceFile.STANDARD_INPUT)) {
            // No base: it is in no folder, and viewers are not to look for a file of this name there.
            artifact.put("uri", "stdin").putObject("description").put("text", "Standard input.");
        } else {
            artifact.put("uri", uri(span.file().path())).put("uriBaseId", ROOT);
        }
        location.putObject("region")
                .put("startLine", from.line())
                .put("startColumn", from.column())
                .put("endLine", to.line())
                .put("endColumn", to.column());
    }

    /**
     * A text that viewers show as it is: with braces doubled it holds no placeholder (section 3.11.5), and without {@code ](}
     * no link (3.11.6), which a stranger could have put there.
     */
    private static String escaped(String text) {
        return Terminal.clean(text).replace("{", "{{").replace("}", "}}").replace("](", "] (");
    }

    /** A path as a relative reference of RFC 3986. */
    private static String uri(String path) {
        var uri = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~/".indexOf(c) >= 0;
            uri.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return uri.toString();
    }
}
