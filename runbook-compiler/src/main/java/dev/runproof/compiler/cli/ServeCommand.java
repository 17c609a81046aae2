package dev.runproof.compiler.cli;

import dev.runproof.compiler.CheckOptions;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.WebsiteTheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Serves the website while it is written. */
final class ServeCommand implements Command {

    private static final int HIGHEST_PORT = 65_535;
    private static final int USUAL_PORT = 8080;
    private static final Option PORT =
            Option.taking("PORT", "--port", "the port on this machine; " + USUAL_PORT + " without it, 0 for any");

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String summary() {
        return "serve the website to this machine while runbooks are written";
    }

    @Override
    public List<Option> options() {
        return List.of(CheckCommand.CONFIG, PORT, CheckCommand.INDEX, CheckCommand.AS_OF);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        Path configuration = CheckCommand.path(arguments, CheckCommand.CONFIG).orElse(Path.of("runbook.yaml"));
        Optional<LocalDate> day = arguments.value(CheckCommand.AS_OF).isPresent()
                ? Optional.of(CheckCommand.asOf(arguments))
                : Optional.empty();
        var compiler = new RunbookCompiler(Path.of(""), CheckCommand.indexPath(arguments));
        int port = port(arguments);
        try (WebsiteTheme.Server server = compiler.serve(
                configuration, () -> CheckOptions.asOf(day.orElseGet(() -> LocalDate.now(ZoneOffset.UTC))), port)) {
            console.print("Open " + server.address() + " and end this with Ctrl-C.\n");
            new CountDownLatch(1).await();
        } catch (IOException e) {
            console.error("the website cannot be served on port " + port + ": " + e.getMessage());
            return ExitCode.NOT_WRITTEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.PASSED;
    }

    private static int port(Arguments arguments) throws UsageException {
        String text = arguments.value(PORT).orElse(String.valueOf(USUAL_PORT));
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > HIGHEST_PORT) {
            throw new UsageException("--port: " + text + " is no port");
        }
        return Integer.parseInt(text);
    }
}
