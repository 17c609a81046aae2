package dev.runproof.maven;

import dev.runproof.compiler.RunbookCompiler;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Begins a runbook for an alert, with the sections that are asked for and the labels that come with it. What only people know, the
 * check asks for until it is written.
 */
@Mojo(name = "new", requiresProject = false, threadSafe = true)
public final class NewMojo extends RunbookMojo {

    /** The alert. */
    @Parameter(property = "runbook.new.alert", required = true)
    private String alert = "";

    /** Who keeps the runbook true. */
    @Parameter(property = "runbook.new.owner", required = true)
    private String owner = "";

    /** Where it is written. By default beside the other runbooks, named as they are. */
    @Parameter(property = "runbook.new.file")
    private @Nullable File file;

    /** Whether nothing is written, and what would change is shown. */
    @Parameter(property = "runbook.dry-run", defaultValue = "false")
    private boolean dryRun;

    /** Called by Maven. */
    @Inject
    public NewMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        show(() -> compiler.newRunbook(
                configuration, alert, owner, Optional.ofNullable(file).map(File::toPath), dryRun));
    }
}
