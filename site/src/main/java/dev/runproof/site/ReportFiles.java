package dev.runproof.site;

import dev.runproof.compiler.report.Report;
import dev.runproof.compiler.report.Report.ExerciseDue;
import dev.runproof.site.template.JteexercisesGenerated;
import dev.runproof.site.template.JtefacilitatorGenerated;
import dev.runproof.site.template.JtestalenessGenerated;
import gg.jte.html.HtmlTemplateOutput;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The pages of a report: what is old, the exercises, and one page for who leads each exercise. */
final class ReportFiles {

    /** As the schema of exercises has it: a name of a file everywhere. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final String ABOVE = "../";

    private final SortedMap<String, Supplier<byte[]>> files = new TreeMap<>();

    private ReportFiles() {}

    /** The files of a report; nothing is made yet. */
    static PageFiles of(Report report) {
        var pages = new ReportFiles();
        pages.add(report);
        return new PageFiles(pages.files, Set.of());
    }

    private void add(Report report) {
        put(
                "index.html",
                to -> JtestalenessGenerated.render(
                        to,
                        null,
                        new ReportFrame(report, "", "What has become old"),
                        Plots.ages(report),
                        Plots.trend(report)));
        put(
                "exercises.html",
                to -> JteexercisesGenerated.render(
                        to, null, new ReportFrame(report, "", "Exercises"), Plots.times(report)));
        for (ExerciseDue one : report.exercises()) {
            if (NAME.matcher(one.name()).matches()) {
                put(
                        "exercise/" + one.name() + ".html",
                        to -> JtefacilitatorGenerated.render(
                                to, null, new ReportFrame(report, ABOVE, one.name()), one, Recording.command(one)));
            }
        }
        files.put("_report/site.css", () -> SiteFiles.asset("site.css"));
        files.put("_report/report.css", () -> SiteFiles.asset("report.css"));
    }

    private void put(String path, Consumer<HtmlTemplateOutput> template) {
        files.putIfAbsent(path, () -> SiteFiles.html(template));
    }
}
