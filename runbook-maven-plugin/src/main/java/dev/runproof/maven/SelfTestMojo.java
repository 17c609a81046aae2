package dev.runproof.maven;

import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.SelfTestReport;
import dev.runproof.compiler.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/**
 * Plants a defect for each finding into a copy of your files, one at a time, and fails the build if one of them is not found: so one
 * sees that the gate works on these files.
 */
@Mojo(
        name = "self-test",
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class SelfTestMojo extends RunbookMojo {

    /** Called by Maven. */
    @Inject
    public SelfTestMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        SelfTestReport report;
        try {
            report = compiler.selfTest(configuration, System.in);
        } catch (IOException e) {
            throw new MojoFailureException("the copy cannot be written: " + WriteFailure.reason(e));
        }
        show(report.passed(), report.text(colour()), report.summary());
    }
}
