package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** Whether a web server answers a host. */
    boolean reaches(String from, String url) {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of("curl", "-sf", "--max-time", "1", "-o", "/dev/null", "--interface", from, url));
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start();
            if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return fail("curl did not end by itself");
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("interrupted");
        }
    }
}
