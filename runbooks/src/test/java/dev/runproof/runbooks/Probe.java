package dev.runproof.runbooks;

import static org.junit.jupiter.api.Assertions.fail;

import dev.runproof.runtime.probe.NodeProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The probe on the only node of the cluster, started there by the command of {@code RUNPROOF_NODE}. */
final class Probe implements AutoCloseable {

    /** The key, for whoever asks. */
    static final String KEY = "0123456789012345678901234567890123456789";

    private static final String LISTENING = "listening on port ";

    private final Process process;
    private final int port;

    private Probe(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it, or skips the tests, said loudly; with {@code CI=true} they fail. */
    static Probe startOrSkip(Class<?> tests, Path folder) {
        Given.orSkip(tests, Given.NODE);
        try {
            Path key = keyFile(folder);
            List<String> command = Given.NODE.with(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    Path.of(NodeProbe.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                            .toString(),
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
            return new Probe(process, Integer.parseInt(line.substring(LISTENING.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file with the key. */
    static Path keyFile(Path folder) throws IOException {
        return Files.writeString(folder.resolve("probe.key"), KEY + "\n");
    }

    int port() {
        return port;
    }

    /** Ends the probe itself, which the command may have started as somebody else's child. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
