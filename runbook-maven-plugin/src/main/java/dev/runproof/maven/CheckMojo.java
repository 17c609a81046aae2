package dev.runproof.maven;

import dev.runproof.compiler.CheckReport;
import dev.runproof.compiler.RunbookCompiler;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/** Checks runbooks, alert rules and the links between them, and fails the build if one of them is wrong. */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class CheckMojo extends RunbookMojo {

    /** Called by Maven. */
    @Inject
    public CheckMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        CheckReport report = compiler.check(configuration);
        show(report.passed(), report.text(colour()), report.summary());
    }
}
