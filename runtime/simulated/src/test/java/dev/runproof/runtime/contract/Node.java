package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.fail;

import dev.runproof.runtime.probe.HttpNodeProbes;
import dev.runproof.runtime.probe.NodeProbe;
import dev.runproof.runtime.probe.ProbeKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The probe on the only node of a real cluster, beside Cilium's agent: started there by the command that {@code
 * RUNPROOF_NODE} begins with.
 */
final class Node implements AutoCloseable {

    private static final String COMMAND = "RUNPROOF_NODE";
    private static final String LISTENING = "listening on port ";

    private final Process process;
    private final HttpNodeProbes probes;

    private Node(Process process, HttpNodeProbes probes) {
        this.process = process;
        this.probes = probes;
    }

    /** The probe, or else a skipped test, said loudly; with {@code CI=true} a failed one. */
    static Node probeOrSkip(Class<?> tests, Path folder) {
        var command = Optional.ofNullable(System.getenv(COMMAND)).filter(text -> !text.isBlank());
        if (command.isPresent()) {
            return start(command.get(), folder);
        }
        var why = "NOT RUN: " + tests.getSimpleName() + ", as " + COMMAND
                + " does not name the command that runs a program on the cluster's node";
        if ("true".equals(System.getenv("CI"))) {
            return fail(why);
        }
        System.out.println(why);
        return Assumptions.abort(why);
    }

    private static Node start(String prefix, Path folder) {
        try {
            var key = folder.resolve("probe.key");
            Files.writeString(key, "a key for one test, of more than 32 bytes\n");
            var classes = Path.of(NodeProbe.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var command = new ArrayList<>(List.of(prefix.trim().split(" +")));
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    classes.toString(),
                    NodeProbe.class.getName(),
                    "--key-file",
                    key.toString(),
                    "--listen",
                    "0.0.0.0:0"));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = output.readLine();
            if (line == null || !line.startsWith(LISTENING)) {
                process.destroyForcibly();
                return fail("the probe does not start: " + line);
            }
            int port = Integer.parseInt(line.substring(LISTENING.length()));
            return new Node(process, new HttpNodeProbes(ProbeKey.read(key), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a program says on the node, where the tests know one. */
    static String said(String... program) {
        var command = new ArrayList<>(List.of(System.getenv(COMMAND).trim().split(" +")));
        command.addAll(List.of(program));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpNodeProbes probes() {
        return probes;
    }

    /** Ends the probe itself, which the command may have started as somebody else's child. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
