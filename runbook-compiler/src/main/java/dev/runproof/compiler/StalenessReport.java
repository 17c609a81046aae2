package dev.runproof.compiler;

import dev.runproof.compiler.output.ReportFile;
import dev.runproof.compiler.report.Report;
import dev.runproof.compiler.report.ReportCsv;
import dev.runproof.compiler.report.ReportJson;
import dev.runproof.compiler.report.ReportMarkdown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What has become old. Immutable.
 *
 * @param check what the gate finds
 * @param report the report; empty if the configuration is of no use
 */
public record StalenessReport(CheckReport check, Optional<Report> report) {

    /**
     * Writes {@code report.md}, {@code report.json}, {@code runbooks.csv}, {@code exercises.csv}, and, where a theme is on the class path,
     * pages for people in {@code html}, from {@code index.html} on. The same report gives the same bytes.
     *
     * @param folder where; it is made if there is none
     * @return how many files were written; none if there is no report
     * @throws IOException if a file cannot be written; the message says which
     */
    public int write(Path folder) throws IOException {
        if (report.isEmpty()) {
            return 0;
        }
        Report made = report.get();
        ReportFile.write(folder.resolve("report.md"), ReportMarkdown.of(made));
        ReportFile.write(folder.resolve("report.json"), ReportJson.of(made));
        ReportFile.write(folder.resolve("runbooks.csv"), ReportCsv.runbooks(made));
        ReportFile.write(folder.resolve("exercises.csv"), ReportCsv.exercises(made));
        int texts = 4;
        Optional<WebsiteTheme> theme = WebsiteTheme.find();
        return theme.isPresent() ? texts + theme.get().write(made, folder.resolve("html")) : texts;
    }

    /** One line: what is worst. */
    public String summary() {
        return report.map(Report::summary).orElseGet(check::summary);
    }
}
