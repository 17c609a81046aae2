package dev.runproof.site;

import dev.runproof.compiler.WebsiteTheme;
import dev.runproof.compiler.report.Report;
import dev.runproof.compiler.site.Website;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The theme of Runproof. Stateless. */
public final class SiteTheme implements WebsiteTheme {

    /** Called by {@link java.util.ServiceLoader}. */
    public SiteTheme() {}

    @Override
    public int write(Website website, Path folder) throws IOException {
        return new SiteFolder(folder).write(SiteFiles.of(website, "", List.of()));
    }

    @Override
    public int write(Report report, Path folder) throws IOException {
        return new SiteFolder(folder).write(ReportFiles.of(report));
    }

    @Override
    public Server serve(Source source, Path root, int port) throws IOException {
        return SiteServer.start(source, root, port);
    }
}
