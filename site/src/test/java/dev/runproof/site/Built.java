package dev.runproof.site;

import dev.runproof.compiler.CheckOptions;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WebsiteReport;
import dev.runproof.compiler.WebsiteTheme;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Builds websites for tests, in this process. */
final class Built {

    /** The folder of this repository. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private Built() {}

    /** Our own library. */
    static Path ours(Path to) throws IOException {
        return write(report(ROOT, ROOT.resolve("runbooks/runbook.yaml")), to);
    }

    /** A site of files that a test wrote. */
    static Path of(Path root, Map<String, String> files, Path to) throws IOException {
        for (var file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return write(report(root, root.resolve("runbook.yaml")), to);
    }

    /** What a configuration gives, with the runtime's actions, checks and types. */
    static WebsiteReport report(Path root, Path configuration) {
        return new RunbookCompiler(root, List.of(runtime()))
                .website(configuration, CheckOptions.asOf(DAY), InputStream.nullInputStream());
    }

    /** Serves a folder with a configuration, as authors do. */
    static WebsiteTheme.Server serve(Path root) throws IOException {
        return new RunbookCompiler(root, List.of(runtime()))
                .serve(root.resolve("runbook.yaml"), () -> CheckOptions.asOf(DAY), 0);
    }

    /** The jar or folder that describes the runtime's actions, checks and types. */
    private static Path runtime() {
        String entry = "/META-INF/runproof/type/ip.json";
        String address = Objects.requireNonNull(Built.class.getResource(entry)).toString();
        String element = address.substring(0, address.length() - entry.length());
        return Path.of(URI.create(
                element.startsWith("jar:") ? element.substring("jar:".length(), element.length() - 1) : element));
    }

    private static Path write(WebsiteReport report, Path to) throws IOException {
        if (report.website().isEmpty()) {
            throw new IllegalArgumentException(report.check().text(false));
        }
        new SiteTheme().write(report.website().get(), to);
        return to;
    }
}
