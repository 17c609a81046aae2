package dev.runproof.maven;

import dev.runproof.compiler.RunbookCompiler;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Mends what can be mended without knowing more than the files say: links that alerts lack and a runbook knows, names of pages in
 * other letters, redirects from the old names of pages, steps that isolate and do not say what becomes of that if a later one fails. Begins
 * runbooks for alerts without one, if it is told who keeps them true. All else stays as it is.
 */
@Mojo(name = "fix", requiresProject = false, threadSafe = true)
public final class FixMojo extends RunbookMojo {

    /** Who keeps the runbooks true that are begun for alerts without one. By default none is begun. */
    @Parameter(property = "runbook.fix.begin-for")
    private @Nullable String beginFor;

    /** Whether nothing is written, and what would change is shown. */
    @Parameter(property = "runbook.dry-run", defaultValue = "false")
    private boolean dryRun;

    /** Called by Maven. */
    @Inject
    public FixMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        show(() -> compiler.fix(configuration, Optional.ofNullable(beginFor), dryRun));
    }
}
