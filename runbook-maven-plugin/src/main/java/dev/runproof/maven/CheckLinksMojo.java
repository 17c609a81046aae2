package dev.runproof.maven;

import dev.runproof.compiler.CheckReport;
import dev.runproof.compiler.LinkOptions;
import dev.runproof.compiler.ReportFiles;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.link.LinkProgress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Asks the web whether the addresses in runbooks and alerts lead anywhere, and fails the build if one of them is dead. It is part
 * of {@code verify} where a POM lists it, and is else called by its name.
 */
@Mojo(name = "check-links", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class CheckLinksMojo extends RunbookMojo {

    /**
     * Where the findings are written as SARIF 2.1.0, also if there is none or the check fails. By default {@code
     * runbook/links.sarif} in the project's build directory, or in {@code target} where there is no project.
     */
    @Parameter(property = "runbook.links.sarif")
    private @Nullable File sarif;

    /** Where the findings and what was looked at are written as JSON. By default they are not. */
    @Parameter(property = "runbook.links.json")
    private @Nullable File json;

    /** Where the findings are written as JUnit's XML. By default they are not. */
    @Parameter(property = "runbook.links.junit")
    private @Nullable File junit;

    /**
     * The file with what earlier runs found out: which addresses were fine, and since when others are dead. By default {@code
     * .runproof-links.json} beside the configuration. It is not for the repository; a server of builds keeps it between runs.
     */
    @Parameter(property = "runbook.links.memory")
    private @Nullable File memory;

    /** Whether nothing is asked for. By default that is so where Maven is called offline ({@code -o}). */
    @Parameter(property = "runbook.links.offline", defaultValue = "${settings.offline}")
    private boolean offline;

    /** The day that counts as today, such as {@code 2026-11-22}. By default today by UTC. */
    @Parameter(property = "runbook.as-of")
    private @Nullable String asOf;

    /** Called by Maven. */
    @Inject
    public CheckLinksMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        var options =
                new LinkOptions(day(asOf), offline, Optional.ofNullable(memory).map(File::toPath), LinkProgress.NONE);
        CheckReport report;
        try {
            report = compiler.checkLinks(configuration, options, System.in);
        } catch (IOException e) {
            throw new MojoFailureException("what was found out cannot be remembered: " + e.getMessage());
        }
        Path here = buildFolder().resolve("runbook");
        show(
                report,
                new ReportFiles(
                        Optional.of(sarif != null ? sarif.toPath() : here.resolve("links.sarif")),
                        Optional.ofNullable(json).map(File::toPath),
                        Optional.ofNullable(junit).map(File::toPath)));
    }
}
