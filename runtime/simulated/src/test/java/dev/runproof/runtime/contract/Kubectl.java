package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.simulated.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program {@code kubectl}.
 *
 * @param kubeconfig whose identity it has, on which cluster
 */
record Kubectl(Path kubeconfig) {

    /** As who may do everything on the cluster of the tests. */
    static Kubectl admin() {
        return new Kubectl(TestCluster.kubeconfig().orElseThrow());
    }

    /** Runs it, to its good end. */
    void run(String... arguments) {
        assertThat(refusal(arguments)).isEmpty();
    }

    /** Runs it; what it says if that comes to no good end, and else nothing. */
    String refusal(String... arguments) {
        var command = new ArrayList<>(List.of("kubectl", "--kubeconfig=" + kubeconfig));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
