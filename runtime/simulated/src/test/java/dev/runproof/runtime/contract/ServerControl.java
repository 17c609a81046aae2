package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * An API server that nobody else uses and that tests may stop: by the command that {@code RUNPROOF_API_SERVER} begins with,
 * followed by {@code kubeconfig}, which prints the name of its file, {@code stop}, {@code start}, {@code freeze} or {@code
 * thaw}. What is stopped refuses connections; what is frozen takes them, and answers nobody until it thaws.
 */
final class ServerControl {

    private static final String COMMAND = "RUNPROOF_API_SERVER";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final List<String> prefix;

    private ServerControl(List<String> prefix) {
        this.prefix = prefix;
    }

    /** The control, or else a skipped test, said loudly; with {@code CI=true} a failed one. */
    static ServerControl orSkip(Class<?> tests) {
        var command = Optional.ofNullable(System.getenv(COMMAND)).filter(text -> !text.isBlank());
        if (command.isPresent()) {
            return new ServerControl(List.of(command.get().trim().split(" +")));
        }
        var why = "NOT RUN: " + tests.getSimpleName() + ", as " + COMMAND
                + " does not name the command that stops an API server and starts it again";
        if ("true".equals(System.getenv("CI"))) {
            return fail(why);
        }
        System.out.println(why);
        return Assumptions.abort(why);
    }

    Path kubeconfig() {
        return Path.of(command("kubeconfig"));
    }

    void stop() {
        command("stop");
    }

    /** Starts it; it is ready some time later. */
    void start() {
        command("start");
    }

    void freeze() {
        command("freeze");
    }

    void thaw() {
        command("thaw");
    }

    private String command(String verb) {
        var command = new ArrayList<>(prefix);
        command.add(verb);
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
                    .as(verb)
                    .isTrue();
            assertThat(process.exitValue()).as("%s: %s", verb, output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("interrupted");
        }
    }
}
