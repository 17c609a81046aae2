package dev.runproof.maven;

import dev.runproof.compiler.CheckOptions;
import dev.runproof.compiler.CheckReport;
import dev.runproof.compiler.EditReport;
import dev.runproof.compiler.GitHubActions;
import dev.runproof.compiler.ReportFiles;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WriteFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.shared.utils.logging.MessageUtils;
import org.jspecify.annotations.Nullable;

/** What all goals have in common: where the configuration is, what describes the actions, how a report is shown. */
abstract class RunbookMojo extends AbstractMojo {

    final MavenProject project;

    /**
     * The configuration: it says where runbooks and alert rules are. By default {@code runbook.yaml} beside the POM, or in
     * the current folder where there is no POM.
     */
    @Parameter(property = "runbook.config", defaultValue = "${basedir}/runbook.yaml", required = true)
    private File config = new File("runbook.yaml");

    /** Does nothing, and says so. */
    @Parameter(property = "runbook.skip", defaultValue = "false")
    private boolean skip;

    /** The folder in which Maven was called: files are named relative to it. */
    @Parameter(defaultValue = "${session.executionRootDirectory}", readonly = true, required = true)
    File root = new File("");

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    private List<Artifact> pluginArtifacts = List.of();

    RunbookMojo(MavenProject project) {
        this.project = project;
    }

    @Override
    public final void execute() throws MojoFailureException {
        if (skip) {
            getLog().info("Skipped, because runbook.skip is set");
            return;
        }
        var indexPath = IndexPath.of(project.getArtifacts(), pluginArtifacts);
        run(new RunbookCompiler(root.toPath(), indexPath), config.toPath());
    }

    /** Calls the compiler and shows its report. */
    abstract void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException;

    /**
     * Where what is built is put. Not asked of Maven where there is no POM: its stub of a project names a folder whose
     * variables it never fills in.
     */
    final Path buildFolder() {
        return project.getBasedir() == null
                ? root.toPath().resolve("target")
                : Path.of(project.getBuild().getDirectory());
    }

    /** Whether Maven colours what it prints. */
    static boolean colour() {
        return MessageUtils.isColorEnabled();
    }

    /** The day that counts as today: the one that was named, or today by UTC. */
    static LocalDate day(@Nullable String asOf) throws MojoFailureException {
        return asOf == null
                ? LocalDate.now(ZoneOffset.UTC)
                : CheckOptions.day(asOf)
                        .orElseThrow(() -> new MojoFailureException("runbook.as-of is " + asOf
                                + ", and has to be a day written as year-month-day, such as 2026-11-22"));
    }

    /** What a goal does that changes files. */
    @FunctionalInterface
    interface Edit {

        /**
         * Does it.
         *
         * @throws IOException if it cannot be written; the message says which file
         */
        EditReport done() throws IOException;
    }

    /** Changes files and says what was changed, and fails the build if it could not be. */
    final void show(Edit edit) throws MojoFailureException {
        EditReport report;
        try {
            report = edit.done();
        } catch (IOException e) {
            throw new MojoFailureException("it cannot be written: " + WriteFailure.reason(e));
        }
        if (!report.passed() || report.text(false).isEmpty()) {
            show(report.passed(), report.text(colour()), report.summary());
        } else {
            getLog().info(guarded(report.text(colour())));
            getLog().info(report.summary());
        }
    }

    /** Writes a report into files, prints it, and fails the build if it did not pass. */
    final void show(CheckReport report, ReportFiles files) throws MojoFailureException {
        Optional<String> unwritten = files.write(report);
        Optional<GitHubActions> step = GitHubActions.of(System.getenv(), root.toPath());
        if (step.isPresent()) {
            // Not by the log, whose prefix would hide them from GitHub.
            System.out.print(step.get().annotations(report));
            unwritten = unwritten.or(() -> step.get().summarize(report));
        }
        if (unwritten.isPresent()) {
            getLog().error(guarded(report.text(colour())));
            throw new MojoFailureException(report.summary() + "; " + unwritten.get());
        }
        show(report.passed(), report.text(colour()), report.summary());
    }

    /** A text that begins on a line of its own, and of which GitHub takes no line for a command. */
    private String guarded(String text) {
        String own = System.lineSeparator() + text.stripTrailing();
        return GitHubActions.of(System.getenv(), root.toPath())
                .map(step -> System.lineSeparator()
                        + step.guarded(text.stripTrailing()).stripTrailing())
                .orElse(own);
    }

    /**
     * Prints a report, and fails the build if it did not pass. The report is one message that begins on a line of its own:
     * a prefix before a line would push its caret out of place, and hide {@code file:line:column} from what looks for it.
     */
    final void show(boolean passed, String text, String summary) throws MojoFailureException {
        if (!passed) {
            getLog().error(guarded(text));
            throw new MojoFailureException(summary);
        }
        if (!text.isBlank()) {
            getLog().warn(guarded(text));
        }
        getLog().info(summary);
    }
}
