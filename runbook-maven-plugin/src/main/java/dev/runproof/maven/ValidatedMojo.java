package dev.runproof.maven;

import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.edit.ValidationEdits;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Writes down that a runbook was validated: a record in {@code validations.yaml}, beside the configuration, and the day in the
 * runbook. Comments and records of others stay.
 */
@Mojo(name = "validated", requiresProject = false, threadSafe = true)
public final class ValidatedMojo extends RunbookMojo {

    /** The runbook, by its slug. */
    @Parameter(property = "runbook.validated.runbook", required = true)
    private String runbook = "";

    /** Who validated it. */
    @Parameter(property = "runbook.validated.who", required = true)
    private String who = "";

    /** In which way: {@code exercise}, {@code incident} or {@code review}. */
    @Parameter(property = "runbook.validated.how", required = true)
    private String how = "";

    /** Where one can read of it. */
    @Parameter(property = "runbook.validated.reference", required = true)
    private String reference = "";

    /** The day on which it was validated, such as {@code 2026-11-22}. By default today by UTC. */
    @Parameter(property = "runbook.as-of")
    private @Nullable String asOf;

    /** Whether nothing is written, and what would change is shown. */
    @Parameter(property = "runbook.dry-run", defaultValue = "false")
    private boolean dryRun;

    /** Called by Maven. */
    @Inject
    public ValidatedMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        if (!ValidationEdits.WAYS.contains(how)) {
            throw new MojoFailureException("runbook.validated.how is exercise, incident or review, and not " + how);
        }
        var edits = new ValidationEdits(day(asOf), who, how, reference);
        show(() -> compiler.validated(configuration, runbook, edits, dryRun));
    }
}
