package dev.runproof.maven;

import dev.runproof.compiler.CheckOptions;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WebsiteTheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Serves the website to browsers on this machine until Ctrl-C, with its findings on its pages; a page is made anew when a file
 * is saved that it is made of.
 */
@Mojo(
        name = "serve",
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class ServeMojo extends RunbookMojo {

    /** The port on this machine; 0 for any that is free. */
    @Parameter(property = "runbook.port", defaultValue = "8080")
    private int port = 8080;

    /** The day that counts as today, such as {@code 2026-11-22}. By default today by UTC. */
    @Parameter(property = "runbook.as-of")
    private @Nullable String asOf;

    /** Called by Maven. */
    @Inject
    public ServeMojo(MavenProject project) {
        super(project);
    }

    @Override
    void run(RunbookCompiler compiler, Path configuration) throws MojoFailureException {
        Optional<LocalDate> day = asOf == null ? Optional.empty() : Optional.of(day(asOf));
        Supplier<CheckOptions> options = () -> CheckOptions.asOf(day.orElseGet(() -> LocalDate.now(ZoneOffset.UTC)));
        try (WebsiteTheme.Server server = compiler.serve(configuration, options, port)) {
            getLog().info("Open " + server.address() + " and end this with Ctrl-C");
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw new MojoFailureException("The website cannot be served on port " + port + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
