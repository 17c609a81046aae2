package dev.runproof.compiler;

import dev.runproof.compiler.check.AlertLink;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Judgement;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.output.JUnitReport;
import dev.runproof.compiler.output.JsonReport;
import dev.runproof.compiler.output.Ledger;
import dev.runproof.compiler.output.LinkLedger;
import dev.runproof.compiler.output.ReportFile;
import dev.runproof.compiler.output.SarifReport;
import dev.runproof.compiler.output.TextReport;
import dev.runproof.compiler.workspace.WorkspaceRules;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a check of runbooks and alert rules found. Immutable.
 *
 * @param judgement what is wrong, as the configuration weighs it
 * @param ledger what was looked at
 * @param runbooks the runbooks that were read, by file
 * @param links the alerts that were read, with where their links lead
 * @param web what became of the addresses on the web, where they were asked for
 * @param remark what to know of the comparison with a base, or of what earlier runs found out; empty if there is nothing
 */
public record CheckReport(
        Judgement judgement,
        Ledger ledger,
        List<Runbook> runbooks,
        List<AlertLink> links,
        Optional<LinkLedger> web,
        Optional<String> remark) {

    /** Takes the lists as they are now. */
    public CheckReport {
        runbooks = List.copyOf(runbooks);
        links = List.copyOf(links);
    }

    /** Where the configuration could not be read, and so nothing else. */
    static CheckReport unread(List<Finding> findings) {
        return new CheckReport(
                Policy.DEFAULT.judge(findings),
                Ledger.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with something more to know of the comparison. */
    CheckReport remarking(String more) {
        return new CheckReport(
                judgement,
                ledger,
                runbooks,
                links,
                web,
                Optional.of(remark.map(text -> text + "; " + more).orElse(more)));
    }

    /** What is wrong, by file and place. */
    public List<Finding> findings() {
        return judgement.findings();
    }

    /** Whether nothing refuses the change. */
    public boolean passed() {
        return judgement.passed();
    }

    /** Whether the configuration is wrong, so that less was checked than somebody wanted. */
    public boolean configurationIsWrong() {
        return findings().stream().anyMatch(finding -> finding.rule().equals(WorkspaceRules.INVALID_CONFIGURATION));
    }

    /**
     * The findings as text for people.
     *
     * @param colour whether to use the colours of ANSI terminals
     * @return lines ending with LF; empty if there is no finding
     */
    public String text(boolean colour) {
        return new TextReport(colour).of(findings());
    }

    /**
     * Writes {@link #text}, piece by piece.
     *
     * @param colour whether to use the colours of ANSI terminals
     * @param to where; left open
     * @throws IOException if it cannot be written
     */
    public void writeText(boolean colour, Writer to) throws IOException {
        new TextReport(colour).write(findings(), to);
    }

    /** The findings as SARIF 2.1.0; at most 5,000 of them, and it says so if there are more. */
    public String sarif() {
        return new SarifReport(AllRules.sorted()).of(judgement);
    }

    /** The findings and the ledger as JSON, by the schema in {@code META-INF/runproof/schema/report.schema.json}. */
    public String json() {
        return JsonReport.of(judgement, ledger, web);
    }

    /**
     * Writes {@link #sarif}, in one step.
     *
     * @param file the file; its folder is made if there is none
     * @throws IOException if it cannot be written
     */
    public void writeSarif(Path file) throws IOException {
        ReportFile.write(file, sarif());
    }

    /**
     * Writes {@link #json}, in one step.
     *
     * @param file the file; its folder is made if there is none
     * @throws IOException if it cannot be written
     */
    public void writeJson(Path file) throws IOException {
        ReportFile.write(file, to -> JsonReport.write(judgement, ledger, web, to));
    }

    /**
     * Writes the findings as JUnit's XML, in one step.
     *
     * @param file the file; its folder is made if there is none
     * @throws IOException if it cannot be written
     */
    public void writeJUnit(Path file) throws IOException {
        ReportFile.write(file, to -> JUnitReport.write(judgement, to));
    }

    /** One line: how many findings, which of them count for nothing, what was looked at, and with what it was compared. */
    public String summary() {
        return Summary.of(judgement) + "; " + web.map(LinkLedger::toString).orElseGet(ledger::toString)
                + remark.map(text -> "; " + text).orElse("");
    }
}
