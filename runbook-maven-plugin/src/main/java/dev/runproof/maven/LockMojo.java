package dev.runproof.maven;

import dev.runproof.compiler.LockReport;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProject;

/**
 * Adds the pages that there are to {@code slugs.lock}, beside the configuration, so that {@code check} finds out if one of them
 * is gone one day and nothing leads from its address to another one. It removes nothing.
 */
@Mojo(name = "lock", requiresProject = false, threadSafe = true)
public final class LockMojo extends RunbookMojo {

    /** Called by Maven. */
    @Inject
    public LockMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        LockReport report;
        try {
            report = compiler.lock(configuration);
        } catch (IOException e) {
            throw new MojoFailureException("slugs.lock cannot be written: " + WriteFailure.reason(e));
        }
        show(report.passed(), report.text(colour()), report.summary());
    }
}
