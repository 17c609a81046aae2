package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Hosts outside the cluster: programs run there by the command that {@code RUNPROOF_WORLD} begins with. */
final class World {

    private static final String COMMAND = "RUNPROOF_WORLD";
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final List<String> prefix;

    private World(List<String> prefix) {
        this.prefix = prefix;
    }

    /** The world, or else a skipped test, said loudly; with {@code CI=true} a failed one. */
    static World orSkip(Class<?> tests) {
        var command = Optional.ofNullable(System.getenv(COMMAND)).filter(text -> !text.isBlank());
        if (command.isPresent()) {
            return new World(List.of(command.get().trim().split(" +")));
        }
        var why = "NOT RUN: " + tests.getSimpleName() + ", as " + COMMAND
                + " does not name the command that runs a program outside the cluster";
        if ("true".equals(System.getenv("CI"))) {
            return fail(why);
        }
        System.out.println(why);
        return Assumptions.abort(why);
    }

    /** Calls a server from a host, and holds the connection open. */
    Connection call(String from, String address, int port) {
        return connection(List.of(from, address, Integer.toString(port)));
    }

    /** Waits on a host for one call, and holds the connection open. */
    Connection listen(String at) {
        return connection(List.of(at));
    }

    private Connection connection(List<String> arguments) {
        try {
            var classes = Path.of(OpenSocket.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    classes.toString(),
                    OpenSocket.class.getName()));
            command.addAll(arguments);
            return new Connection(start(command, ProcessBuilder.Redirect.PIPE));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a web server answers a host. */
    boolean reaches(String from, String url) {
        return ended(curl(from, url, ProcessBuilder.Redirect.DISCARD)) == 0;
    }

    /** What a web server answers a host; the empty text if it does not, or has no such page. */
    String page(String from, String url) {
        var process = curl(from, url, ProcessBuilder.Redirect.PIPE);
        try {
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return ended(process) == 0 ? text : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process curl(String from, String url, ProcessBuilder.Redirect output) {
        return start(List.of("curl", "-sf", "--max-time", "1", "--interface", from, url), output);
    }

    private static int ended(Process process) {
        try {
            if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return fail("curl did not end by itself");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("interrupted");
        }
    }

    private Process start(List<String> program, ProcessBuilder.Redirect output) {
        var command = new ArrayList<>(prefix);
        command.addAll(program);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
